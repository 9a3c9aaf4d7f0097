"""What an event file does not carry and a page would have: address, listing, the content of a notice.

For history only: a demo region, or a municipality that moves in with a second file beside the events.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from actors.acting import Acting
from transitions.models import AdmissionNotice, CareEpisode, DischargeReadyNotice, Item, Patient
from transitions.rules.chain import Stay
from transitions.rules.kinds import ItemKind
from transitions.rules.quality import quality
from transitions.selectors.chains import stay_of
from transitions.services.notice_content import NoticeContent

ROWS = 500


@dataclass(frozen=True, slots=True)
class PatientDetails:
    """Folkbokföringsadress, telephone and the unit (id) where the person is listed."""

    address: str = ""
    phone: str = ""
    listed_at_id: int | None = None


@transaction.atomic
def complete_patients(*, acting: Acting, details: Mapping[str, PatientDetails]) -> int:
    """Fill in patients by their ids of event files. Returns how many there were. Raises ValueError on a page."""
    _only_history(acting)
    found = list(Patient.objects.filter(external_id__in=details))
    for patient in found:
        said = details[patient.external_id]
        patient.address, patient.phone, patient.listed_at_id = said.address, said.phone, said.listed_at_id
    Patient.objects.bulk_update(found, ["address", "phone", "listed_at"], batch_size=ROWS)
    return len(found)


@transaction.atomic
def complete_notices(*, acting: Acting, contents: Mapping[str, NoticeContent]) -> int:
    """Give each episode's first inskrivningsmeddelande its content, and its utskrivningsklar its doctor.

    By the episodes' ids of event files. Returns how many notices were filled in. Raises ValueError on a page.
    """
    _only_history(acting)
    notices = Item.objects.filter(
        kind=ItemKind.ADMISSION_NOTICE_SENT, episode__external_id__in=contents, admission_notice__isnull=True
    )
    latest_first = notices.order_by("-at", "-pk").values_list("episode__external_id", "pk")
    first = dict(latest_first)
    stays = {
        row.external_id: stay_of(row)
        for row in CareEpisode.objects.filter(external_id__in=first).only("external_id", "care_form", "child")
    }
    AdmissionNotice.objects.bulk_create(
        [_notice(pk, contents[external_id], stays[external_id]) for external_id, pk in first.items()],
        batch_size=ROWS,
    )
    ready = list(
        DischargeReadyNotice.objects.filter(episode__external_id__in=contents).select_related("episode")
    )
    for row in ready:
        row.doctor_name = contents[row.episode.external_id].doctor_name
    DischargeReadyNotice.objects.bulk_update(ready, ["doctor_name"], batch_size=ROWS)
    return len(first)


def _notice(item_id: int, content: NoticeContent, stay: Stay) -> AdmissionNotice:
    """With the quality meter as it stood."""
    found = quality(content.answers, content.unknown, stay)
    return AdmissionNotice(
        item_id=item_id,
        asked=found.asked,
        answered=len(found.answered),
        not_known=len(found.unknown),
        **content.columns(),
    )


def _only_history(acting: Acting) -> None:
    if not acting.importing:
        raise ValueError("only history is completed beside the chain")
