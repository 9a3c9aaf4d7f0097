"""The database keeps practice and real cases apart, whatever the code does."""

from django.db import migrations

APART = """
CREATE OR REPLACE FUNCTION hemvag_practice_apart() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE of_unit boolean; of_case boolean;
BEGIN
    SELECT o.practice INTO of_unit FROM actors_unit u JOIN actors_organisation o ON o.id = u.organisation_id
        WHERE u.id = NEW.unit_id;
    SELECT o.practice INTO of_case FROM transitions_careepisode e
        JOIN actors_organisation o ON o.id = e.registered_in_id WHERE e.id = NEW.episode_id;
    IF of_unit IS DISTINCT FROM of_case THEN
        RAISE EXCEPTION 'practice and real cases are kept apart' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER practice_apart BEFORE INSERT OR UPDATE OF unit_id, episode_id ON transitions_party
    FOR EACH ROW EXECUTE FUNCTION hemvag_practice_apart();
CREATE OR REPLACE FUNCTION hemvag_practice_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.practice IS DISTINCT FROM OLD.practice THEN
        RAISE EXCEPTION 'an organisation is practice from its beginning or never' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER practice_stays BEFORE UPDATE OF practice ON actors_organisation
    FOR EACH ROW EXECUTE FUNCTION hemvag_practice_stays();
"""
TOGETHER = """
DROP TRIGGER IF EXISTS practice_stays ON actors_organisation;
DROP TRIGGER IF EXISTS practice_apart ON transitions_party;
DROP FUNCTION IF EXISTS hemvag_practice_stays();
DROP FUNCTION IF EXISTS hemvag_practice_apart();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0007_practice"),
        ("transitions", "0010_calendar_address"),
    ]

    operations = [migrations.RunSQL(APART, TOGETHER)]
