"""The template tags and filters of every page.

    {% load hemvag %}
    {% icon "clock" %}                          an icon beside text
    {% status_tag "Utskrivningsklar" "warning" %}   or {% status_tag row.status %}
    {% countdown row.deadline %}                "1 dygn 3 tim kvar"; needs `now` in the context
    {% term "Utskrivningsklar" %}               the word, and what it means behind a button
    {% moment item.at %}                        <time datetime="…">21 nov kl. 13.00</time>
    {% field form.meeting_time width="short" ground="consent" %}
    {% error_summary form %}                    also several forms or formsets: {% error_summary form goals %}
    {{ patient.personal_number|personnummer }}  {{ share|procent:1 }}  {{ day|datum }}

`now` comes from `core.context_processors.interface`; inside `{% include … only %}` pass it on: `now=now`.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from core import clock, formats, ui, words
from core.icons import icon_svg
from core.panels import Panel

register = template.Library()

Number = Decimal | float | int
SHARED_WITH_PANELS = ("request", "csrf_token", "now", "appearance", "acting", "perms")


@register.simple_tag
def icon(name: str, css_class: str = "") -> SafeString:
    """Print an icon beside text; it is hidden from screen readers, so the text must say it all."""
    return icon_svg(name, css_class)


@register.simple_tag
def term(name: str, shown: str = "") -> SafeString:
    """Print a word with its explanation behind it (core/words.py); `shown` when the sentence bends the word."""
    word = words.find(name)
    # Random, since a word may stand more than once on a page, in templates that know nothing of each other.
    number = secrets.token_hex(4)
    values = {"word": word, "shown": shown or word.name, "id": f"ord-{slugify(word.name)}-{number}"}
    return render_to_string("components/term.html", values)


@register.simple_tag
def explained(label: str) -> str:
    """Print a label; when it is a word of the glossary, with its explanation."""
    return term(label) if words.known(label) else label


@register.simple_tag
def status_tag(label: Any, tone: str = "", icon_name: str = "") -> SafeString:
    """Print a status: tone + icon + word. Takes a label and a tone, or a `ui.Status`, or a mapping with its keys."""
    if isinstance(label, ui.Status):
        label, tone, icon_name = label.label, label.tone, label.icon
    elif isinstance(label, Mapping):
        label, tone, icon_name = label["label"], label.get("tone", ""), label.get("icon", "")
    known = ui.Tone(tone or ui.Tone.NEUTRAL)
    return format_html(
        '<span class="ds-tag hv-tag" data-color="{}">{}<span>{}</span></span>',
        known.value,
        icon_svg(icon_name or ui.TONE_ICONS[known]),
        label,
    )


@register.simple_tag(takes_context=True)
def countdown(
    context: Context, deadline: dt.datetime | None, text: str = "", tone: str = ""
) -> SafeString | str:
    """Print what is left of a deadline, or `text` in its place; nothing when there is neither.

    The exact time is the machine-readable value and the tooltip: the page is rendered anew, never ticking.
    """
    if deadline is None:
        return format_html('<span class="hv-countdown" data-color="neutral">{}</span>', text) if text else ""
    now = context["now"]
    return format_html(
        '<time class="hv-countdown" data-color="{}" datetime="{}" title="{}">{}</time>',
        tone or ui.deadline_tone(deadline, now).value,
        clock.local(deadline).isoformat(timespec="minutes"),
        formats.moment_text(deadline, now),
        text or formats.countdown_text(deadline, now),
    )


@register.simple_tag(takes_context=True)
def moment(context: Context, value: dt.date | dt.datetime | None, css_class: str = "") -> SafeString | str:
    """Print a `<time>` that reads "21 nov kl. 13.00" ("21 nov" for a date); "–" when nothing is known."""
    if value is None:
        return "–"
    machine = (
        clock.local(value).isoformat(timespec="minutes")
        if isinstance(value, dt.datetime)
        else value.isoformat()
    )
    return format_html(
        '<time class="hv-num{}" datetime="{}">{}</time>',
        f" {css_class}" if css_class else "",
        machine,
        formats.moment_text(value, context["now"]),
    )


@register.simple_tag
def phone(number: str | None) -> SafeString | str:
    """Print a phone number that a phone can call; "–" when there is none."""
    if not number:
        return "–"
    return format_html('<a class="ds-link hv-num" href="{}">{}</a>', formats.phone_href(number), number)


@register.simple_tag
def ground(name: str) -> SafeString | str:
    """Print why a field may be sent: duty, consent, assessed harm. `name` is a key of `ui.GROUNDS`, or empty."""
    if not name:
        return ""
    label = ui.GROUNDS[name]
    return format_html(
        '<span class="hv-ground" title="{}">{}<span>{}</span></span>',
        label.explanation,
        icon_svg(label.icon),
        label.label,
    )


@register.inclusion_tag("django/forms/field.html")
def field(bound: BoundField, ground: str = "", width: str = "", hide_label: bool = False) -> dict[str, Any]:
    """Print a form field with label, help, error and ground. `width`: short, medium or empty (the whole column)."""
    return {"field": bound, "ground": ground, "width": width, "hide_label": hide_label}


@register.simple_tag
def field_option(bound: BoundField, name: str, given: str = "") -> str:
    """Return an option of a field: what the tag was given, else the attribute of that name on the form's Field."""
    return given or getattr(bound.field, name, "")


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet[Any] | str | None) -> dict[str, Any]:
    """Print the list of errors that takes focus, each linked to its field; nothing when there are none."""
    given = [form for form in forms if isinstance(form, (BaseForm, BaseFormSet))]
    errors = [error for form in given for error in _errors_of(form)]
    return {"errors": errors, "heading": ui.error_heading(len(errors))}


def _errors_of(form: BaseForm | BaseFormSet[Any]) -> Iterable[dict[str, str]]:
    if not form.is_bound:
        return
    if isinstance(form, BaseFormSet):
        for row in form.forms:
            yield from _errors_of(row)
        yield from ({"target": "", "text": str(text)} for text in form.non_form_errors())
        return
    yield from ({"target": "", "text": str(text)} for text in form.non_field_errors())
    for bound in form:
        for text in bound.errors:
            yield {"target": _target_of(bound), "text": str(text)}


def _target_of(bound: BoundField) -> str:
    # A group of radios has no element with the field's own id: link to its first choice.
    if bound.use_fieldset and (parts := bound.subwidgets):
        return parts[0].id_for_label or f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


@register.simple_tag
def waiting_receipts(receipts: Iterable[Mapping[str, Any]] | None) -> bool:
    """Tell whether somebody has not acknowledged yet."""
    return any(receipt["at"] is None for receipt in receipts or ())


@register.simple_tag(takes_context=True)
def receipt_tag(context: Context, receipt: Mapping[str, Any]) -> SafeString:
    """Print one receipt {unit, at, who}: who acknowledged and when, or whom we wait for."""
    if receipt["at"] is None:
        return status_tag(f"Väntar på {receipt['unit']}", ui.Tone.WARNING)
    who = ", ".join(part for part in (receipt.get("who"), receipt["unit"]) if part)
    return status_tag(
        f"Kvitterad av {who}, {formats.moment_text(receipt['at'], context['now'])}", ui.Tone.SUCCESS
    )


@register.simple_tag(takes_context=True)
def panel_body(context: Context, panel: Panel) -> SafeString:
    """Print the template of a case panel with its own context, and of the page's only what every page has."""
    shared = {key: context[key] for key in SHARED_WITH_PANELS if key in context}
    body: SafeString = render_to_string(panel.template, {**shared, **panel.context})
    return body


@register.simple_tag(takes_context=True)
def page_link(context: Context, number: int) -> str:
    """Return the address of another page of the list; every other parameter is kept."""
    query = context["request"].GET.copy()
    query[context.get("parameter") or "sida"] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | None]:
    """Return the page numbers to show; None is a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.filter
def datum(value: dt.date | dt.datetime | None) -> str:
    """Return "21 nov", with the year when it is another than this."""
    return "–" if value is None else formats.day_text(value, clock.now())


@register.filter
def veckodag(value: dt.date | dt.datetime | None) -> str:
    """Return "fredag 21 nov"."""
    return "–" if value is None else formats.weekday_text(value, clock.now())


@register.filter
def dag(value: dt.date | dt.datetime | None) -> str:
    """Return "i dag", "i morgon", "i går" or "fredag 21 nov"."""
    return "–" if value is None else formats.relative_day_text(value, clock.now())


@register.filter
def tid(value: dt.datetime | dt.time | None) -> str:
    """Return "13.00"."""
    return "–" if value is None else formats.clock_text(value)


@register.filter
def datumtid(value: dt.date | dt.datetime | None) -> str:
    """Return "21 nov kl. 13.00"."""
    return "–" if value is None else formats.moment_text(value, clock.now())


@register.filter
def i_mening(label: Any) -> str:
    """A label inside a sentence: `{{ message.title|i_mening }}`."""
    return formats.in_sentence(str(label))


@register.filter
def manad(value: dt.date) -> str:
    """Return "november 2026"."""
    return formats.month_text(value)


@register.filter
def personnummer(value: str | None) -> str:
    """Return "19 350607-9281"."""
    return formats.personal_number_text(value or "")


@register.filter
def tal(value: Number | None, decimals: int | None = None) -> str:
    """Return a number with decimal comma: "1,7"."""
    return formats.number_text(value, decimals)


@register.filter
def procent(value: Number | None, decimals: int = 0) -> str:
    """Return "94 %" for 0.94."""
    return formats.percent_text(value, decimals)


@register.filter
def kronor(value: Number | None, decimals: int = 0) -> str:
    """Return "12 345 kr"."""
    return formats.money_text(value, decimals)
