"""The evening pack's document (X8)."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Final

from django.template.loader import render_to_string
from pypdf import PdfReader, PdfWriter

from actors import selectors as actors
from actors.acting import Acting
from core import access_log, clock, orders, pdf, scope
from transitions.models import EveningPack
from transitions.presenters import packs as present
from transitions.selectors import packs as selectors
from transitions.services import packs as services

CASES_A_DOCUMENT: Final = 16
"""Cases in one PDF process: the parts are joined, so that no process needs much memory or long time."""


def make_pack(pack_id: int, *, acting: Acting) -> bool:
    """Make the file of an order: what the unit may see of its open cases, and nothing of others'. Each patient in it is
    logged as looked at, by whoever ordered. Returns whether this call made it."""
    now = clock.now()
    pack = orders.begin(EveningPack, pack_id, now=now)
    if pack is None or pack.unit_id is None:
        return False
    unit = actors.units_by_id([pack.unit_id])[pack.unit_id]
    reader = actors.acting_for_unit(unit, name=pack.ordered_by_name, source="system")
    with scope.acting_as(reader):
        cases = selectors.open_cases(acting=reader, now=now)
        sheets = present.sheets(cases, acting=reader, now=now)
        access_log.record_look(
            reader,
            patient_ids=[episode.patient_id for episode in cases],
            case_id=None,
            action="evening_pack",
            ground="addressed",
        )
    content, pages = document(sheets, pack=pack, unit_name=unit.name, now=now)
    return services.store(pack, content, pages=pages, cases=len(cases), acting=acting, unit_code=unit.code)


def document(
    sheets: list[present.Sheet], *, pack: EveningPack, unit_name: str, now: datetime
) -> tuple[bytes, int]:
    """The pack as one PDF, and how many pages it has."""
    writer = PdfWriter()
    parts = [sheets[start : start + CASES_A_DOCUMENT] for start in range(0, len(sheets), CASES_A_DOCUMENT)]
    for number, part in enumerate(parts or [[]], start=1):
        context = {
            "sheets": part,
            "overview": sheets if number == 1 else [],
            "pack": pack,
            "unit_name": unit_name,
            "made_at": clock.local(now),
            "until": clock.local(now + timedelta(hours=24)),
            "total": len(sheets),
            "part": number,
            "parts": max(1, len(parts)),
        }
        made = pdf.make(
            render_to_string("transitions/pack_pdf.html", context), styles=[pdf.STATIC / "css" / "pdf.css"]
        )
        writer.append(PdfReader(BytesIO(made)))
    writer.metadata = {"/Title": f"Reservpaket {pack.number}", "/Author": "Hemväg"}
    out = BytesIO()
    writer.write(out)
    return out.getvalue(), len(writer.pages)
