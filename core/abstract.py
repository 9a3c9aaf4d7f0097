"""Abstract models for the apps above; they hold no table of their own."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models

from core.sorting import swedish_sort_key


class SortKeyed(models.Model):
    """A row with a name that people look for in a list: kept in Swedish order by a stored key.

    `bulk_create` and `update` pass `save` by; those who use them set `sort_key` by `swedish_sort_key`.
    """

    sort_source: ClassVar[str] = "name"

    sort_key = models.CharField("sorteringsnyckel", max_length=255, editable=False, blank=True, db_index=True)

    class Meta:
        abstract = True
        ordering = ("sort_key", "pk")

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Store the row with its key; a changed name changes the key in the same write."""
        self.sort_key = swedish_sort_key(str(getattr(self, self.sort_source)))[:255]
        if update_fields is not None:
            update_fields = (
                {*update_fields, "sort_key"} if self.sort_source in update_fields else update_fields
            )
        super().save(*args, update_fields=update_fields, **kwargs)
