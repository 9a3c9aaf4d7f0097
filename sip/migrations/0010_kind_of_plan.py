"""A samordnad vårdplan is a kind of its own; every plan until now is a SIP."""

from django.db import migrations, models

import sip.rules.kinds

CHOICES = [
    (sip.rules.kinds.PlanKind["SIP"], sip.rules.kinds.PlanKind["SIP"]),
    (sip.rules.kinds.PlanKind["CARE_PLAN"], sip.rules.kinds.PlanKind["CARE_PLAN"]),
]


def field() -> models.CharField:
    """The same on the table and on its history."""
    return models.CharField(choices=CHOICES, default="sip", max_length=9, verbose_name="planens slag")


class Migration(migrations.Migration):
    dependencies = [("sip", "0009_whole_slots")]

    operations = [
        migrations.AddField(model_name="sip", name="kind", field=field()),
        migrations.AddField(model_name="historicalsip", name="kind", field=field()),
    ]
