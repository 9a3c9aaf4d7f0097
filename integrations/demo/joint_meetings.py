"""Joint meetings in the demo: a forum with a vacancy, three meetings held, decisions come more or less far."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from actors import selectors as actors
from actors.acting import Acting
from core import clock
from deviations import selectors_meetings as selectors
from deviations.services import agreements, meetings
from deviations.services.meetings import Seat

DECIDED = (
    ("Avdelningen ringer hemtjänsten samma dag som datumet ändras.", 150, True),
    ("Läkemedelslistan skickas klockan 12 dagen före hemgång.", 75, False),
    ("Vårdcentralen kallar till SIP inom tre dagar även i juli.", -20, False),
)
SEATS = (
    ("demo-vc", "Verksamhetschef", "Elin Ståhl", "decides"),
    ("demo-bistand", "Enhetschef för biståndsenheten", "Peter Lindahl", "decides"),
    ("demo-avdelning", "Vårdenhetschef", "", "anchors"),
    ("demo-hemtjanst", "Verksamhetsansvarig", "Rosa Sepúlveda", "informs"),
)
MANDATES = (
    ("demo-mas", "Avvikelser mellan region och stadsdel", "Gunilla Åström", "08-465 004 70", "decides"),
    ("demo-mas", "Utskrivning och samverkan", "", "", "anchors"),
    ("demo-region", "Avvikelser mellan region och kommuner", "Ewa Kowalska", "08-465 004 71", "decides"),
)


def prepare_meetings(people: Mapping[str, Acting]) -> None:
    """Fill the pages of joint meetings."""
    now, mas = clock.now(), people["demo-mas"]
    forum = meetings.save_forum(
        acting=mas,
        name="Samverkansmöte Hägersten-Älvsjö",
        kind="joint",
        every_weeks=4,
        agenda="Beslut från förra mötet\nAvvikelser\nÅterinskrivningar\nInför helger och lov",
    )
    seats = [
        meetings.save_seat(
            acting=mas,
            forum=forum,
            at=now - timedelta(days=200),
            seat=Seat(people[who].organisation_id, title, mandate, name, people[who].unit_id),
        )
        for who, title, name, mandate in SEATS
    ]
    for days in (175, 100, 40):
        fresh = selectors.forum_by_public_id(acting=mas, public_id=forum.public_id)
        assert fresh is not None
        at = _afternoon(now - timedelta(days=days))
        held = meetings.call_meeting(
            acting=mas, forum=fresh, at=at, starts_at=at, place="Stadsdelshuset, Havet"
        )
        _take_up(mas, held, seats[0].pk, days, at)
        meetings.close_meeting(
            acting=mas,
            meeting=held,
            at=at + timedelta(hours=1),
            minutes="Läget inför helgen gicks igenom. Inga fler frågor.",
            came={seat.pk: place < 2 or (place == 3 and days == 175) for place, seat in enumerate(seats)},
            substitutes={},
        )
    fresh = selectors.forum_by_public_id(acting=mas, public_id=forum.public_id)
    assert fresh is not None
    starts = _afternoon(now + timedelta(days=8))
    meetings.call_meeting(acting=mas, forum=fresh, at=now, starts_at=starts, place="Videomöte")
    region = next(iter(actors.organisations(ids=[people["demo-region"].organisation_id])))
    for who, title, name, phone, mandate in MANDATES:
        acting = people[who]
        meetings.save_holder(
            acting=acting,
            at=now - timedelta(days=30),
            title=title,
            holder=name,
            phone=phone,
            mandate=mandate,
            counterpart_id=region.id if acting.organisation_id != region.id else None,
        )


def _afternoon(moment: datetime) -> datetime:
    return datetime.combine(clock.local_date(moment), time(13), clock.STOCKHOLM)


def _take_up(mas: Acting, held: Any, seat_id: int, days: int, at: datetime) -> None:
    """Three deviations of the time before, and what was decided on them."""
    text, due, done = DECIDED[{175: 0, 100: 1, 40: 2}[days]]
    found = selectors.to_lift(acting=mas, meeting=held).filter(reported_at__lt=at)
    area = actors.with_descendants(mas.organisation_id)
    own = found.filter(about__organisation_id__in=area) | found.filter(reported_by__organisation_id__in=area)
    chosen = list(own.order_by("category", "-reported_at", "pk")[:3])
    if not chosen:
        return
    meetings.lift(acting=mas, meeting=held, ids=[row.pk for row in chosen], at=at)
    fresh = selectors.meeting_by_public_id(acting=mas, public_id=held.public_id)
    assert fresh is not None
    lifted = [item for item in fresh.items.all() if item.category]
    made = meetings.decide(
        acting=mas,
        items=lifted[:1],
        at=at,
        text=text,
        seat_id=seat_id,
        due_on=clock.local_date(at) + timedelta(days=max(due, 25)),
    )
    if done:
        meetings.mark_done(
            acting=mas, decision=made[0], at=at + timedelta(days=30), text="Står i avdelningens rutin."
        )


def prepare_local_agreements(people: Mapping[str, Acting]) -> None:
    """One that all have signed, one that waits for a signature, one that is soon to be revised."""
    now, mas, controller = clock.now(), people["demo-mas"], people["demo-region"]
    parties = [mas.organisation_id, controller.organisation_id]
    for name, kind, step, text, days, signers in (
        (
            "Hemgång fredag eftermiddag",
            "routine",
            "inform",
            "Ingen skrivs ut efter klockan 15 på fredagar utan att hemtjänsten har svarat att de är beredda.",
            40,
            (mas, controller),
        ),
        (
            "Kallelse till SIP i juli",
            "interpretation",
            "call_sip",
            "Tre dagar gäller också i juli. Vårdcentralen utser ersättare för den fasta vårdkontakten.",
            200,
            (mas,),
        ),
    ):
        row = agreements.save(
            acting=mas,
            at=now - timedelta(days=60),
            said=agreements.Text(
                name, kind, text, parties, step=step, revise_on=clock.local_date(now) + timedelta(days=days)
            ),
        )
        for signer in signers:
            agreements.sign(acting=signer, row=row, at=now - timedelta(days=50), number=1)
