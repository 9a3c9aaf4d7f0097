"""Who may see a row of a SIP, as PostgreSQL asks it. The same conditions as `permissions`."""

from core.protection import CHAINS, UNIT, Protected, register

_SIP = "EXISTS (SELECT 1 FROM sip_sip s WHERE s.id = {table}.{column})"

# A call points at its SIP, and a SIP is seen by whoever sees a call: one of the two looks past the policies.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION hemvag_sees_sip(sip bigint) RETURNS boolean
    STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM sip_sipcall c WHERE c.sip_id = sip AND hemvag_sees_item(c.item_id)) $$;
"""

TABLES = (
    Protected(
        "sip_sip",
        f"episode_id = {CHAINS} OR hemvag_sees_sip(id)",
        # The call that lets the unit see it is written a moment later, in the same transaction.
        adds="EXISTS (SELECT 1 FROM transitions_party p "
        f"WHERE p.episode_id = sip_sip.episode_id AND p.unit_id = {UNIT})",
    ),
    Protected("sip_historicalsip", _SIP.format(table="sip_historicalsip", column="id")),
    Protected(
        "sip_sipcall",
        "EXISTS (SELECT 1 FROM transitions_item i WHERE i.id = sip_sipcall.item_id)",
    ),
    Protected("sip_sipparticipant", _SIP.format(table="sip_sipparticipant", column="sip_id")),
    Protected(
        "sip_historicalsipparticipant", _SIP.format(table="sip_historicalsipparticipant", column="sip_id")
    ),
    Protected(
        "sip_notrequired",
        "EXISTS (SELECT 1 FROM transitions_item i WHERE i.id = sip_notrequired.item_id)",
    ),
)


def protect() -> None:
    """Register the app's tables."""
    register(*TABLES, functions=FUNCTIONS)
