from django.db import models


class Installation(models.Model):
    """Which database this is (installationen): one row. `cluster` and `number` are what PostgreSQL calls it.

    A copy that was restored is another database with the same row: nothing is sent from it until somebody has looked.
    """

    cluster = models.CharField("kluster", max_length=40)
    number = models.BigIntegerField("databas")
    paused_at = models.DateTimeField("utdelningen stoppad", null=True, blank=True)
    paused_code = models.CharField("orsak", max_length=40, blank=True, default="")

    class Meta:
        ordering = ("pk",)
        verbose_name = "installation"
        verbose_name_plural = "installationer"
        constraints = [models.CheckConstraint(name="installation_is_one", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return f"{self.cluster}/{self.number}"


class Watch(models.Model):
    """What was last found of something outside the program (bevakning): the backup, a certificate.

    `code` is empty when it was well. `moment`: when a certificate ends; when a backup was made.
    """

    name = models.CharField("vad", max_length=200, unique=True)
    checked_at = models.DateTimeField("kontrollerad")
    code = models.CharField("fel", max_length=40, blank=True, default="")
    moment = models.DateTimeField("tidpunkt", null=True, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name = "bevakning"
        verbose_name_plural = "bevakningar"

    def __str__(self) -> str:
        return f"{self.name}: {self.code or 'i ordning'}"
