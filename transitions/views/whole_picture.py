"""Samlad bild: one page of need, insatser and aids for those who plan inside the municipality (T36)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from actors.names import shown_names
from transitions import permissions
from transitions.presenters.whole_picture import whole_picture
from transitions.selectors import cases
from transitions.views.base import CaseView, require_role


class WholePictureView(CaseView):
    """What has reached the unit, put together."""

    look = "whole_picture"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        require_role(self.acting, permissions.SEE_WHOLE_PICTURE)
        items = [one.item for one in cases.visible_items(acting=self.acting, episode=self.episode)]
        sections = whole_picture(items, now=self.now, names=shown_names(self.acting), opened=self.opened)
        return render(
            request, "transitions/whole_picture.html", {**self.case_context(), "sections": sections}
        )
