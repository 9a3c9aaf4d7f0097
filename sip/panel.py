"""The panel of SIP on the page of a case."""

from django.urls import reverse

from core.panels import Panel, PanelRequest, Place, register_case_panel
from sip import permissions, selectors
from sip.presenters import pages as present
from sip.presenters import signals as present_signals
from sip.presenters.words import KINDS, REASONS
from sip.rules.calls import kind_of
from sip.rules.kinds import NotRequiredReason, SipState
from transitions.rules.kinds import ItemKind
from transitions.selectors.chains import chain_of_case


def sip_panel(request: PanelRequest) -> Panel | None:
    """What the unit may see of SIP in the case, and what it may do; None for a unit that has no part in it."""
    acting = request.acting
    sips = selectors.sips_of_episode(acting=acting, episode_id=request.episode_id)
    may_call = permissions.may_call(acting)
    may_decide = permissions.may_decide_not_required(acting)
    may_signal = permissions.may_signal(acting)
    if not sips and not may_call and not may_decide and not may_signal:
        return None
    chain = chain_of_case(acting=acting, episode_id=request.episode_id)
    decided = may_decide and chain.last(ItemKind.SIP_NOT_REQUIRED) is not None
    decision = selectors.last_not_required(episode_id=request.episode_id) if decided else None
    waits = any(sip.state == SipState.CALLED for sip in sips)
    # A person who goes over to open compulsory care gets a samordnad vårdplan in its place (LUS 4:1 st. 2).
    instead = chain.care_plan_instead_of_sip and not sips
    actions = []
    kind = kind_of(open_compulsory_care=chain.care_plan_instead_of_sip)
    if permissions.may_call_to(acting, kind):
        label = "Kalla igen eller ändra tiden" if waits else KINDS[kind].call_short
        actions.append(
            {"label": label, "url": reverse("sip_call", args=[request.episode_public_id]), "icon": "users"}
        )
    if may_decide and not sips and decision is None and not instead:
        url = reverse("sip_not_required", args=[request.episode_public_id])
        actions.append({"label": "SIP behövs inte", "url": url, "icon": "ban"})
    signals = present_signals.panel_lines(chain, acting=acting)
    signals_url = reverse("sip_signals", args=[request.episode_public_id])
    if may_signal and not any(one["own"] and one["waits"] for one in signals):
        url = reverse("sip_signal", args=[request.episode_public_id])
        actions.append({"label": "Signalera behov av SIP", "url": url, "icon": "send"})
    coordinated = present_signals.panel_coordinator(chain)
    knows = may_call or may_decide
    if coordinated is not None and not coordinated["name"] and not knows:
        coordinated = None  # how many help the person is not for those who are there for a part of it
    if coordinated is not None and permissions.may_name_coordinator(acting):
        url = reverse("sip_coordinator", args=[request.episode_public_id])
        label = "Byt samordnare" if coordinated["name"] else "Utse samordnare"
        actions.append({"label": label, "url": url, "icon": "users"})
    context = {
        "coordinator": coordinated,
        "signals": signals,
        "signals_url": signals_url,
        # Whether others have called is not for those who are not invited (docs/visibility.md).
        "knows": knows,
        "sips": [present.card(sip, acting=acting, now=request.now) for sip in sips],
        "decision": decision
        and {
            "reason": REASONS[NotRequiredReason(decision.reason)],
            "by": decision.decided_by.name,
            "at": decision.decided_at,
        },
        "actions": actions,
        "instead": instead,
        "words": KINDS[kind],
    }
    of_sips = {sip.plan_kind for sip in sips}
    named = KINDS[of_sips.pop() if len(of_sips) == 1 else kind]
    return Panel(named.name, "sip/_case_panel.html", context, icon="users")


def register() -> None:
    """Called when the app is ready."""
    register_case_panel("sip", sip_panel, place=Place.ASIDE, order=20)
