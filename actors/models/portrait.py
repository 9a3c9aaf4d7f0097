"""A person's face, for those who work with the same person from elsewhere."""

import uuid

from django.db import models


class Portrait(models.Model):
    """Bild på en medarbetare: put there, and taken away, by the person herself; nobody needs one.

    `image` is a JPEG of our own making (`core.pictures`). `public_id` is new with each picture: it is the address.
    The picture before is not kept: who has taken a face away has taken it away. That it was changed is audited.
    """

    user = models.OneToOneField(
        "actors.User", models.PROTECT, primary_key=True, related_name="portrait", verbose_name="person"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    image = models.BinaryField("bild")
    changed_at = models.DateTimeField("ändrad")

    class Meta:
        ordering = ["user"]
        verbose_name = "bild på medarbetare"
        verbose_name_plural = "bilder på medarbetare"

    def __str__(self) -> str:
        return f"{self.user_id}"
