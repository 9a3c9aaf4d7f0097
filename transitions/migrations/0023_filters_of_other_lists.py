from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0001_initial"),
        ("transitions", "0022_without_a_stay"),
    ]

    operations = [
        migrations.AddField(
            model_name="savedfilter",
            name="page",
            field=models.CharField(
                db_default="worklist", default="worklist", max_length=40, verbose_name="lista"
            ),
        ),
        migrations.RemoveConstraint(model_name="savedfilter", name="filter_name_once"),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                fields=("page", "unit", "user", "name"), name="filter_name_once", nulls_distinct=False
            ),
        ),
    ]
