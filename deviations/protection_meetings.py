"""Who may see what a meeting takes up, as PostgreSQL asks it: those with a seat, and those who see the deviation."""

from core.protection import UNIT, Protected

_HAS_SEAT = f"""meeting_id IN (
    SELECT m.id FROM deviations_meeting m JOIN deviations_forum f ON f.id = m.forum_id
     WHERE (f.kept_by_id = {UNIT}
            OR EXISTS (SELECT 1 FROM deviations_forumseat s
                        WHERE s.forum_id = f.id AND s.unit_id = {UNIT} AND s.ended_on IS NULL)))"""  # noqa: S608  (names of our own tables)

_SEES_DEVIATION = "EXISTS (SELECT 1 FROM deviations_deviation d WHERE d.id = deviation_id)"

TABLES = (
    Protected(
        "deviations_meetingitem",
        f"{_HAS_SEAT} OR {_SEES_DEVIATION}",
    ),
    Protected(
        "deviations_meetingdecision",
        "EXISTS (SELECT 1 FROM deviations_meetingitem i WHERE i.id = item_id)",
    ),
)
