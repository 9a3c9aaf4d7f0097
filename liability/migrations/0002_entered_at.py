"""When terms and amounts were entered: results older than that are worked out anew."""

from datetime import UTC, datetime

from django.db import migrations, models

BEFORE_IT_WAS_KEPT = datetime(2026, 11, 1, tzinfo=UTC)


class Migration(migrations.Migration):
    dependencies = [
        ("liability", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name=model,
            name="entered_at",
            field=models.DateTimeField(default=BEFORE_IT_WAS_KEPT, verbose_name=label),
            preserve_default=False,
        )
        for model, label in (
            ("dayrate", "inlagt"),
            ("historicaldayrate", "inlagt"),
            ("terms", "inlagda"),
            ("historicalterms", "inlagda"),
        )
    ]
