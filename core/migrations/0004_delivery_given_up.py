from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0003_log_chain_and_review")]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="status",
            field=models.CharField(
                choices=[
                    ("queued", "köad"),
                    ("sent", "levererad"),
                    ("held", "stoppad"),
                    ("given_up", "avskriven"),
                ],
                default="queued",
                max_length=10,
                verbose_name="status",
            ),
        ),
    ]
