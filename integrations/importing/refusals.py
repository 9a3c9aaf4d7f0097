"""What the services refuse, as an answer on a line: a stable code and what to do."""

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError

from core.conflicts import Conflict
from core.invalid import Invalid
from integrations.importing.fields import Refused
from transitions.locks import NotFound

_MESSAGES = {
    "changed": "Samma händelse finns redan med andra uppgifter. Rätta raden, eller ta bort den.",
    "before_admission": "Händelsen ligger före inskrivningen. Rätta tiden i at, eller inskrivningens tid.",
    "episode_ended": "Vårdtillfället är redan avslutat vid den tiden. Rätta tiden, eller ta bort raden.",
    "already_went_on": "Vårdtillfället har senare händelser som förutsätter att patienten är kvar. Rätta tiden i at.",
    "no_such_message": "Det finns inget meddelande av det slaget vid tiden i of_at. Rätta of eller of_at.",
    "already_held": "Mötet är redan registrerat vid en annan tid. Ta bort raden, eller rätta den.",
}
_OTHER = "Raden går inte ihop med vad som redan har hänt i ärendet. Kontrollera tiden och händelsen."


def refusal(error: Exception) -> Refused:
    """The refusal in words. Raises the error again when it is none of the services' own."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, Conflict):
        return Refused(error.code, _MESSAGES.get(error.code) or error.message or _OTHER)
    if isinstance(error, Invalid):
        return Refused(error.code, error.message)
    if isinstance(error, PermissionDenied):
        return Refused(
            "unit_may_not",
            "Enheten i by är av ett slag som inte får göra detta. Ange den enhet som gjorde det.",
        )
    if isinstance(error, NotFound):
        return Refused(
            "not_found",
            "Det som raden hänvisar till finns inte i ärendet. Rätta id:t, eller lägg raden senare.",
        )
    if isinstance(error, DatabaseError):
        return Refused(
            "not_stored",
            "Raden går inte att spara tillsammans med vad som redan finns. Kontrollera uppgifterna.",
        )
    raise error
