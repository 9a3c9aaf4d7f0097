"""What the content security policy will not run stands in no template, and nothing is fetched from elsewhere."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.architecture.source import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
IN_MANY_LANGUAGES = {
    "safety_receipt_pdf.html": 'lang="{{ sheet.language.tag }}"',
    "plan_pdf.html": 'lang="{{ plan.language.tag }}"',
    "answer.html": 'lang="{{ words.tag }}"',
    "answer_paper.html": 'lang="{{ words.tag }}"',
}
"""Papers and pages for the patient, in the patient's language."""
WITHOUT_TOKEN = {
    "templates/reporting/answer.html": "no log-in and no cookie: the code in the address is the secret"
}
"""Forms of pages that nobody is logged in to, where another site has nothing to borrow."""
_COMMENTS = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", re.DOTALL)
_FORBIDDEN = {
    "inline style": re.compile(r"""<style\b|\sstyle\s*=""", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "event attribute": re.compile(r"""\son[a-z]+\s*=\s*["'{]""", re.IGNORECASE),
    "address of a script": re.compile(r"javascript:", re.IGNORECASE),
    "another host": re.compile(
        r"""(?:src|href|action|data|poster|hx-\w+)\s*=\s*["']?(?:https?:)?//""", re.IGNORECASE
    ),
    "unescaped text": re.compile(r"(?<!field\.help_text)\|\s*safe\b|{%\s*autoescape\s+off"),
    "event attribute of htmx": re.compile(r"hx-on"),
}


def _text(path: Path) -> str:
    return _COMMENTS.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_keeps_to_the_policy(path: Path) -> None:
    text = _text(path)
    assert [name for name, pattern in _FORBIDDEN.items() if pattern.search(text)] == []
    for language in re.findall(r"<html[^>]*>", text):
        assert IN_MANY_LANGUAGES.get(path.name, 'lang="sv"') in language


def test_templates_can_be_read() -> None:
    for path in TEMPLATES:
        get_template(str(path.relative_to(ROOT / "templates")))


_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL | re.IGNORECASE)
_POSTS = re.compile(r"""method\s*=\s*["']post""", re.IGNORECASE)
_PERSONAL = re.compile(r"{%\s*url\s[^%]*\b(?:personal_number|patient\.(?:pk|id)|episode\.(?:pk|id))\b")


def test_forms_that_write_carry_a_token() -> None:
    forms = [(path, form) for path in TEMPLATES for form in _FORM.findall(_text(path)) if _POSTS.search(form)]
    assert len(forms) > 5
    without = {str(path.relative_to(ROOT)) for path, form in forms if "csrf_token" not in form}
    assert without == set(WITHOUT_TOKEN)


def test_pages_link_to_a_case_by_its_random_id() -> None:
    assert [str(path.relative_to(ROOT)) for path in TEMPLATES if _PERSONAL.search(_text(path))] == []
