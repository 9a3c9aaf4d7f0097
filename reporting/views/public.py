"""The patient's form: no log-in, no cookie, one code once; works without script on an old telephone (U2)."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from core import clock, limits, links
from core.conflicts import Conflict
from reporting.forms.experience import AnswerForm
from reporting.selectors.experience import FormLanguage, language, languages
from reporting.services import experience as services


def _page(
    request: HttpRequest, words: FormLanguage, *, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    context = {"words": words, "p": words.phrases, "languages": _choices(request, words), **more}
    return render(request, "reporting/answer.html", context, status=status)


def _choices(request: HttpRequest, words: FormLanguage) -> list[dict[str, Any]]:
    return [
        {
            "url": f"{request.path}?sprak={each.code}",
            "label": each.name,
            "tag": each.tag,
            "direction": each.direction,
            "current": each is words,
        }
        for each in languages().values()
    ]


def _chosen(request: HttpRequest) -> FormLanguage:
    return language(request.GET.get("sprak", ""))


# The code in the address is the secret, and there is no log-in that another site could borrow: a token against that
# would need a cookie.
@method_decorator(csrf_exempt, name="dispatch")
class AnswerView(View):
    """Answer, or say no."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """The form."""
        words = _chosen(request)
        if not services.find_open(code, now=clock.now()):
            return self.used(request, words)
        return _page(request, words, form=AnswerForm(language=words))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Send the answer, or the no; both use the code up."""
        words, now = _chosen(request), clock.now()
        if not services.find_open(code, now=now):
            return self.used(request, words)
        try:
            if "decline" in request.POST:
                services.decline_by_code(code, now=now)
                return _page(request, words, done=words.phrases["declined"])
            form = AnswerForm(request.POST, language=words)
            if not form.is_valid():
                return _page(request, words, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
            services.answer_by_code(code, values=form.values(), language=words.code, now=now)
        except Conflict:
            return self.used(request, words)
        return _page(request, words, done=words.phrases["thanks"])

    def used(self, request: HttpRequest, words: FormLanguage) -> HttpResponse:
        """The code is not there, or used: the same answer. Guessing is counted."""
        count = limits.hit(links.LINKS_LOOKED_FOR, request.META.get("REMOTE_ADDR", ""))
        status = HTTPStatus.GONE if count.allowed else HTTPStatus.TOO_MANY_REQUESTS
        return _page(request, words, over=words.phrases["used"], status=status)


@method_decorator(csrf_exempt, name="dispatch")
class EnterView(View):
    """Type the code that stands on the paper."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The field."""
        return _page(request, _chosen(request), enter=True)

    def post(self, request: HttpRequest) -> HttpResponse:
        """On to the form."""
        words = _chosen(request)
        code = "".join(sign for sign in request.POST.get("code", "").upper() if sign.isalnum())[:20]
        if not code or not services.find_open(code, now=clock.now()):
            limits.hit(links.LINKS_LOOKED_FOR, request.META.get("REMOTE_ADDR", ""))
            return _page(
                request, words, enter=True, over=words.phrases["used"], status=HTTPStatus.UNPROCESSABLE_ENTITY
            )
        return HttpResponseRedirect(f"{reverse('experience_answer', args=[code])}?sprak={words.code}")
