"""The link of a video meeting: the organisation's own service, with a random room that says nothing (S5)."""

import secrets

from actors.acting import Acting
from core import audit, conf, scope
from core.invalid import Invalid
from sip import permissions
from sip.models import VideoService

ROOM = "{rum}"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LONGEST = 250


def template_of(organisation_id: int) -> str:
    """The organisation's address, else the installation's; "" when there is none. One query."""
    return own_template(organisation_id) or str(conf.value("SIP_VIDEO_LINK"))


def new_link(organisation_id: int) -> str:
    """A link to a room of its own, or "" without a service. The room's name is random: nobody's name, no number."""
    template = template_of(organisation_id)
    room = "".join(secrets.choice(ALPHABET) for _ in range(24))
    return template.replace(ROOM, f"sip-{room}") if template else ""


def own_template(organisation_id: int) -> str:
    """What the organisation itself has said. One query."""
    own = VideoService.objects.filter(organisation_id=organisation_id).values_list("template", flat=True)
    return own.first() or ""


@scope.atomic
def set_service(*, acting: Acting, template: str) -> None:
    """The organisation's address for video meetings; empty takes it away. Raises Invalid `template`."""
    permissions.require(permissions.keeps_video(acting), "sip_video")
    text = template.strip()
    row = VideoService.objects.filter(organisation_id=acting.organisation_id).first()
    if not text:
        if row is not None:
            audit.record(acting, "sip.video_removed", row, {"template": (row.template, None)})
            row.delete()
        return
    if not text.startswith("https://") or text.count(ROOM) != 1 or len(text) > LONGEST or " " in text:
        message = (
            "Adressen ska börja med https:// och innehålla {rum} en gång, där mötesrummets namn ska stå."
        )
        raise Invalid("template", message, "template")
    row = row or VideoService(organisation_id=acting.organisation_id)
    row.template = text
    row.save()
    audit.record(acting, "sip.video_set", row, {"template": (None, text)})
