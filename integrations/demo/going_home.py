"""What the pages of the home-coming show in the demo: lists on the way, a trygghetskvitto, information half written."""

from datetime import timedelta

from actors.acting import Acting
from core import clock
from transitions import services
from transitions.permissions import visible_to
from transitions.rules.kinds import PointState
from transitions.rules.safety_receipt import Agreed, Call, Meets, Part, Receipt, Transport, Visit, Visitor
from transitions.selectors import checklist

LISTS = 3
BEGUN_BEFORE = timedelta(minutes=20)
INFORMATION = {
    "health": "Lunginflammation, behandlad med antibiotika. Feberfri sedan två dygn.",
    "function": "Går med rullator inomhus. Behöver stöd vid dusch och påklädning.",
    "risks": "Fallrisk. Äter dåligt, har gått ner två kilo.",
    "medicines_started": "Doxycyklin 100 mg, till och med fredag.",
    "medicines_stopped": "Metoprolol: för lågt blodtryck.",
    "lines": "Inga",
    "questions": "Avdelningen dygnet runt de första tre dagarna.",
}


def prepare_going_home(ward: Acting) -> None:
    """Begin the list of some who are soon to leave the ward; for one of them, what the patient is handed."""
    now = clock.now()
    mine = visible_to(ward).filter(ward_id=ward.unit_id, ended_at__isnull=True, ready_at__isnull=False)
    waiting = [one for one in mine.order_by("pk") if not checklist.points(acting=ward, episode=one)]
    for episode in waiting[:LISTS]:
        # Begun a while before: what is said of a point at the same moment would be the same item.
        services.start_checklist(acting=ward, episode_id=episode.pk, at=now - BEGUN_BEFORE)
        for point in checklist.points(acting=ward, episode=episode):
            if point.owner_id == ward.unit_id and not point.critical:
                services.settle_point(
                    acting=ward, episode_id=episode.pk, at=now, point_id=point.pk, state=PointState.DONE
                )
        services.save_information(acting=ward, episode_id=episode.pk, at=now, sections=INFORMATION)
    for episode in waiting[:1]:
        day = clock.local_date(now) + timedelta(days=1)
        services.give_safety_receipt(
            acting=ward,
            episode_id=episode.pk,
            at=now,
            receipt=Receipt(
                home_at=now + timedelta(hours=20),
                ward=ward.unit_name,
                transport=Transport.TAXI,
                meets=Meets.HOME_CARE,
                visits=(Visit(Visitor.HOME_CARE, day, Part.AFTERNOON, "Hemtjänsten", "08-465 004 31"),),
                calls=(Call("ward", ward.unit_name, episode.ward.phone),),
                agreed=(Agreed.MEDICINE_LIST, Agreed.AIDS, Agreed.FOOD),
                more="Rullatorn står i hallen. Dottern handlar på onsdag.",
            ),
        )
