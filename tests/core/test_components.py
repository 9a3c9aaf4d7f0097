"""Each component with the context that its opening comment documents."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import escape

from core import styleguide_data as data
from core import styleguide_forms as samples
from core.appearance import Appearance
from core.forms import PlainForm
from core.panels import Panel
from core.ui import GROUNDS, TONE_ICONS, Status, Tone, deadline_tone, error_heading

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def text_of(html: str) -> str:
    without = unescape(re.sub(r"<[^>]+>", " ", html))
    return re.sub(r"\s+", " ", without).strip()


def component(name: str, **context) -> str:
    return render_to_string(f"components/{name}.html", {"now": NOW, **context})


def tag(source: str, **context) -> str:
    return Template("{% load hemvag %}" + source).render(Context({"now": NOW, **context}))


# --- Icons, status, time -----------------------------------------------------------------------------------


def test_an_icon_is_hidden_from_screen_readers_and_has_no_style():
    html = tag("{% icon 'clock' %}")
    assert 'aria-hidden="true"' in html
    assert "style=" not in html


def test_an_unknown_icon_stops_the_page():
    with pytest.raises(ValueError, match="unheard-of"):
        tag("{% icon 'unheard-of' %}")


@pytest.mark.parametrize("tone", list(Tone))
def test_a_status_is_tone_icon_and_word(tone):
    html = tag("{% status_tag 'Ny' tone %}", tone=tone)
    assert f'data-color="{tone}"' in html
    assert "<svg" in html
    assert text_of(html) == "Ny"
    assert tone in TONE_ICONS


@pytest.mark.parametrize(
    "status", [Status("Skickad", Tone.INFO, "send"), {"label": "Skickad", "tone": "info", "icon": "send"}]
)
def test_a_status_may_come_whole(status):
    assert tag("{% status_tag status %}", status=status) == tag("{% status_tag 'Skickad' 'info' 'send' %}")


def test_a_status_escapes_its_word():
    assert "&lt;b&gt;" in tag("{% status_tag word 'info' %}", word="<b>")


def test_an_unknown_tone_stops_the_page():
    with pytest.raises(ValueError, match="purple"):
        tag("{% status_tag 'Ny' 'purple' %}")


def test_countdown_has_the_exact_time_for_machines_and_pointers():
    html = tag("{% countdown deadline %}", deadline=NOW + timedelta(hours=27))
    assert 'datetime="2026-11-22T13:00+01:00"' in html
    assert "22\u00a0nov kl.\u00a013.00" in html
    assert text_of(html) == "1 dygn 3 tim kvar"


@pytest.mark.parametrize(("hours", "tone"), [(-1, "danger"), (0, "danger"), (3, "warning"), (4, "neutral")])
def test_the_tone_of_a_deadline(hours, tone):
    assert deadline_tone(NOW + timedelta(hours=hours), NOW) == tone
    assert f'data-color="{tone}"' in tag("{% countdown deadline %}", deadline=NOW + timedelta(hours=hours))


def test_countdown_says_a_text_of_its_own_and_nothing_when_there_is_nothing():
    assert text_of(tag("{% countdown None 'Före kl. 16.00' %}")) == "Före kl. 16.00"
    assert tag("{% countdown None %}") == ""


def test_countdown_without_now_is_an_error_in_the_page():
    with pytest.raises(KeyError):
        Template("{% load hemvag %}{% countdown deadline %}").render(Context({"deadline": NOW}))


@pytest.mark.parametrize("name", list(GROUNDS))
def test_a_ground_has_a_word_and_an_explanation(name):
    html = tag("{% ground name %}", name=name)
    assert GROUNDS[name].label in html
    assert escape(GROUNDS[name].explanation) in html


def test_filters():
    html = tag(
        "{{ number|personnummer }}|{{ share|procent:1 }}|{{ half|tal:1 }}|{{ kr|kronor }}|{% phone '08-123' %}",
        number="193506079818", share=0.937, half=1.74, kr=9100,
    )  # fmt: skip
    assert text_of(html) == "19 350607-9818|93,7 %|1,7|9100 kr| 08-123"
    assert 'href="tel:+468123"' in html


# --- Forms -------------------------------------------------------------------------------------------------


def test_a_field_ties_help_and_error_to_its_input():
    html = tag("{% field form.clock %}", form=samples.sample_form(with_errors=True))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_clock_helptext id_clock_error"' in html
    assert 'id="id_clock_helptext"' in html
    assert 'id="id_clock_error"' in html
    assert 'class="ds-input"' in html
    assert 'data-width="short"' in html


def test_the_tag_and_djangos_own_way_give_the_same_field():
    form = samples.sample_form(with_errors=True)
    assert tag("{% field form.day %}", form=form).split() == form["day"].as_field_group().split()


def test_a_group_of_choices_is_a_fieldset_with_its_error():
    html = tag("{% field form.parties %}", form=samples.sample_form(with_errors=True))
    assert re.search(r'<fieldset[^>]*aria-describedby="id_parties_error"\s+data-invalid>', html)
    assert "<legend" in html
    assert html.count('<label class="ds-label"') == 3


def test_a_checkbox_has_its_label_after_it():
    html = tag("{% field form.consent %}", form=samples.sample_form(with_errors=False))
    assert html.index("<input") < html.index("<label")


def test_an_optional_field_says_so_and_a_ground_is_shown():
    html = text_of(tag("{% field form.important %}", form=samples.sample_form(with_errors=False)))
    assert html.startswith("Vad är viktigt för personen? (frivilligt) Samtycke")


def test_typed_markup_is_escaped():
    class OneField(PlainForm):
        name = forms.CharField(label="Namn")

    html = tag("{% field form.name %}", form=OneField({"name": '"><script>alert(1)</script>'}))
    assert "<script" not in html


def test_a_widgets_own_class_is_kept_beside_ours():
    class OneField(PlainForm):
        name = forms.CharField(label="Namn", widget=forms.TextInput(attrs={"class": "hv-wide"}))

    assert 'class="ds-input hv-wide"' in tag("{{ form.name }}", form=OneField())


def test_the_error_summary_links_to_the_fields_and_takes_focus():
    html = tag("{% error_summary form %}", form=samples.sample_form(with_errors=True))
    assert "Rätta två uppgifter" in html
    assert 'href="#id_clock"' in html
    assert 'href="#id_parties_0"' in html
    assert "autofocus" in html
    assert 'tabindex="-1"' in html


def test_the_error_summary_is_silent_without_errors():
    assert tag("{% error_summary form missing %}", form=samples.sample_form(with_errors=False)).strip() == ""


def test_the_error_summary_takes_several_forms_and_formsets():
    class Goal(PlainForm):
        goal = forms.CharField(label="Mål")

    goals = forms.formset_factory(Goal, formset=forms.BaseFormSet)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-goal": ""}
    )
    html = tag("{% error_summary form goals %}", form=samples.sample_form(with_errors=True), goals=goals)
    assert error_heading(3) in html
    assert 'href="#id_form-0-goal"' in html


def test_errors_of_the_whole_form_are_listed_without_link():
    class Crossing(PlainForm):
        def clean(self):
            raise forms.ValidationError("Hemgången kan inte vara före inskrivningen")

    html = tag("{% error_summary form %}", form=Crossing({}))
    assert "Rätta en uppgift" in html
    assert "<a " not in html


# --- Components --------------------------------------------------------------------------------------------


def test_alert():
    html = component("alert", tone="warning", text="Johan Ek redigerar.", url="/x", link="Visa", live=True)
    assert 'data-color="warning"' in html
    assert 'role="status"' in html
    assert text_of(html) == "Johan Ek redigerar. Visa"


def test_an_action_that_writes_is_a_form_and_one_that_opens_a_link():
    post = component(
        "action",
        action={"label": "Kvittera", "url": "/k", "method": "post", "fields": {"version": 4}},
        variant="primary",
    )
    assert 'method="post"' in post
    assert '<input type="hidden" name="version" value="4">' in post
    link = component("action", action={"label": "Öppna", "url": "/o"})
    assert "<form" not in link
    assert 'href="/o"' in link


def test_a_row_of_buttons_has_one_primary():
    context = data.case(NOW)
    html = component("button_row", primary=context["primary"], actions=context["actions"])
    assert html.count('data-variant="primary"') == 1
    assert html.count('data-variant="secondary"') == 3


def test_form_buttons():
    html = component(
        "form_buttons", submit="Skicka", second="Spara utkast", second_name="draft", cancel_url="/x"
    )
    assert text_of(html) == "Skicka Spara utkast Avbryt"
    assert 'name="draft"' in html


def test_tabs_mark_the_current_one():
    html = component("tabs", tabs=data.worklist(NOW)["tabs"], label="Filter")
    assert html.count('aria-current="page"') == 1
    assert text_of(html) == "Min enhet 6 Mina 2 Ej tilldelade 2 Utskrivningsklara 1"


def test_a_count_of_zero_is_shown_and_none_is_not():
    tabs = [{"label": "A", "url": "#", "count": 0}, {"label": "B", "url": "#"}]
    assert text_of(component("tabs", tabs=tabs, label="x")) == "A 0 B"


def test_facts_show_value_ground_and_what_is_missing():
    html = text_of(component("facts", facts=data.case(NOW)["case"]["facts"]))
    assert "Inskriven 19 nov Skyldighet" in html
    assert "Närstående Saknas" in html


def test_identity_bar():
    case = {**data.case(NOW)["case"], "protected": True}
    html = component("identity_bar", case=case)
    assert text_of(html) == (
        "Aina Exempelin 19 350607-9818, 91 år Skyddad identitet Utskrivningsklar 1 dygn 3 tim kvar"
    )
    assert html.count("<h1") == 1


def test_identity_bar_without_age_or_deadline():
    case = {"name": "Testperson 4", "personal_number_formatted": "Visas inte", "age": None}
    assert text_of(component("identity_bar", case=case)) == "Testperson 4 Visas inte"


def test_clocks_say_their_state_in_words():
    html = text_of(component("clocks", clocks=data.clocks(NOW)))
    assert "Kvittera inom 24 timmar 20 tim kvar 22 nov kl. 06.00" in html
    assert "Fristdagar Börjar vid utskrivningsklar" in html


def test_steps_say_their_state_in_words_too():
    html = component("step_list", steps=data.steps())
    assert html.count('aria-current="step"') == 1
    assert [word in text_of(html) for word in ("klart", "missat", "pågår", "inte påbörjat")] == [True] * 4


def test_timeline_tells_receipts_and_offers_the_one_that_is_ours():
    html = component("timeline", timeline=data.timeline(NOW))
    assert 'data-state="waiting"' in html
    assert 'data-state="cancelled"' in html
    assert 'data-state="done"' in html
    assert html.count("<form") == 1
    words = text_of(html)
    assert "Kvitterad av Amina Çelik, Vårdcentralen Eken, 21 nov kl. 09.30" in words
    assert "Väntar på Äldreomsorg Norr" in words
    assert "(din enhet)" in words


def test_a_timeline_escapes_what_people_wrote():
    item = {**data.timeline(NOW)[0], "text": "<img src=x onerror=alert(1)>\nrad två"}
    html = component("timeline", timeline=[item])
    assert "<img" not in html
    assert "<br>" in html


def test_an_empty_timeline_says_so():
    assert text_of(component("timeline", timeline=[])) == "Inget har hänt än."


def test_key_figures():
    html = text_of(component("key_figures", figures=data.figures()))
    assert "Dagar i snitt, oktober 1,7 Målet 2,0 nås 0,2 färre än i september" in html


def test_a_figure_has_its_numbers_in_a_table():
    html = component("figure", chart=data.chart())
    assert 'alt="Linjediagram' in html
    assert html.count("<tr>") == 4
    assert html.count('<th scope="row">') == 3


def test_empty_state():
    assert text_of(component("empty_state", text="Inget att göra.", detail="Nästa: kl. 10.")) == (
        "Inget att göra. Nästa: kl. 10."
    )


def test_pagination_keeps_the_other_parameters():
    request = RequestFactory().get("/", {"q": "Åsa & Bo", "sida": "4"})
    html = component("pagination", page=data.pages(), request=request)
    assert "q=%C3%85sa+%26+Bo&amp;sida=5" in html
    assert html.count('aria-current="page"') == 1
    assert "Visar 151–200 av 600" in text_of(html)


def test_one_page_needs_no_pagination():
    assert component("pagination", page=Paginator(range(3), 50).page(1)).strip() == ""


def test_history_groups_the_fields_of_one_change():
    html = component("history", history=data.history(NOW))
    assert html.count('rowspan="2"') == 2
    assert "Planerad hemgång 24 nov 22 nov" in text_of(html)
    assert text_of(component("history", history=[])) == "Inget har ändrats."


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        (0, ""),
        (1, "Ett ärende har ändrats sedan du öppnade listan. Visa ändringarna"),
        (2, "2 ärenden har ändrats sedan du öppnade listan. Visa ändringarna"),
    ],
)
def test_the_poll_tells_how_many_have_changed(changed, text):
    html = component("changed", changed_url="/a", version=17, changed=changed, reload_url="", attention=3)
    assert text_of(html) == text
    assert 'hx-get="/a"' in html
    assert '{"v": "17"}' in html
    assert 'data-attention="3"' in html


def test_a_draft_tells_when_it_was_saved():
    assert "Utkast sparat kl. 10.00." in text_of(component("draft_status", draft_url="/d", saved_at=NOW))


def test_a_conflict_shows_both_texts():
    html = text_of(component("conflict", **data.conflict(NOW)))
    assert "Johan Ek på Geriatrik 2 sparade 21 nov kl. 09.45 medan du skrev" in html
    assert "Planerad hemgång 23 nov 22 nov" in html


def test_a_panel_gets_its_own_context_only():
    panel = Panel("SIP", "styleguide/_panel.html", {"text": "Kallad"}, id="panel-sip")
    html = component("panel", panel=panel, text="sidans", ground="sidans")
    assert text_of(html) == "SIP Kallad"
    assert 'aria-labelledby="panel-sip-title"' in html


def test_messages_have_the_tone_of_their_level():
    class Message:
        level_tag = "error"

        def __str__(self):
            return "Det gick inte."

    html = component("messages", messages=[Message()])
    assert 'data-color="danger"' in html
    assert 'role="status"' in html


def test_the_header_shows_for_whom_one_acts():
    words = text_of(component("header", **data.frame()))
    assert "Du arbetar för Äldreomsorg Norr biståndshandläggare" in words
    assert "Byt uppdrag" in words
    assert "Logga ut" in words


def test_the_menu_marks_where_one_is():
    html = component("menu", **data.frame())
    assert html.count("<li>") == 5
    assert html.count('aria-current="page"') == 1


def test_the_footer_leads_to_the_fallback_routine():
    assert text_of(component("footer")) == "Reservrutin Hjälp Tillgänglighet"


def test_the_session_dialog_is_there_only_when_a_session_is_given():
    assert component("session_dialog").strip() == ""
    assert "Fortsätt arbeta" in component("session_dialog", session={"seconds": 1800, "extend_url": "/x"})


def test_the_list_of_shortcuts_is_there_only_when_they_are_on():
    assert component("shortcuts_dialog", appearance=Appearance()).strip() == ""
    assert "<kbd>j</kbd>" in component("shortcuts_dialog", appearance=Appearance(shortcuts=True))


def test_the_filter_bar_puts_search_first_and_marks_active_filters():
    html = component(
        "filter_bar", filter_form=samples.FilterForm(), filters_active=True, label="Filtrera listan"
    )
    assert html.index("Sök namn eller personnummer") < html.index("<details")
    assert re.search(r"<details[^>]*open", html)
    assert "(frivilligt)" not in html


# --- All of them -------------------------------------------------------------------------------------------

COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_component_opens_with_a_comment_of_its_context(name):
    source = (TEMPLATES / "components" / f"{name}.html").read_text(encoding="utf-8")
    opening = source.split("{% endcomment %}")[0]
    assert "{% comment %}" in opening
    assert "Context:" in opening


def test_no_template_has_inline_style_or_script():
    handlers = r"\son(click|change|submit|load|input|error|focus|blur|key\w+|mouse\w+)="
    scripts = r"<script(?![^>]*(src=|type=\"application/json\"))"
    pattern = re.compile(rf"\sstyle=|<style|{scripts}|{handlers}", re.IGNORECASE)
    pages = [
        path for path in TEMPLATES.rglob("*.html") if "email" not in path.parts and "pdf" not in path.parts
    ]
    assert [path.name for path in pages if pattern.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.relative_to(TEMPLATES).as_posix()
)
def test_every_template_compiles(path):
    try:
        Template(path.read_text(encoding="utf-8"))
    except TemplateSyntaxError as error:
        pytest.fail(f"{path.name}: {error}")


def test_error_pages_need_no_context():
    for name in ("403.html", "404.html", "500.html", "core/unavailable.html"):
        assert "<h1" in render_to_string(name)
