"""Who may see a row of a SIP, as PostgreSQL asks it. The same conditions as `permissions`."""

from core.protection import CHAINS, Protected, register

# A call points at its SIP, and a SIP is seen by whoever sees a call of it.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION hemvag_sees_sip(sip bigint) RETURNS boolean
    STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM sip_sipcall c WHERE c.sip_id = sip AND hemvag_sees_item(c.item_id))
        OR EXISTS (SELECT 1 FROM sip_sip s WHERE s.id = sip AND s.episode_id = ANY(hemvag_chains()));
END $$;
"""

TABLES = (
    Protected(
        "sip_sip",
        f"episode_id = {CHAINS} OR hemvag_sees_sip(id)",
        # The call that lets the unit see it is written a moment later, in the same transaction.
        adds="hemvag_in_chain(episode_id)",
    ),
    Protected("sip_historicalsip", "hemvag_sees_sip(id)"),
    Protected("sip_sipcall", "hemvag_sees_item(item_id)"),
    Protected("sip_sipparticipant", "hemvag_sees_sip(sip_id)"),
    Protected("sip_historicalsipparticipant", "hemvag_sees_sip(sip_id)"),
    Protected("sip_notrequired", "hemvag_sees_item(item_id)"),
)


def protect() -> None:
    """Register the app's tables."""
    register(*TABLES, functions=FUNCTIONS)
