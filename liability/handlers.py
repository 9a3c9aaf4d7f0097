"""What the outbox tells the app: an item that bears on betalningsansvar has come on a chain."""

from core import event_names, handlers, outbox
from core.handlers import Message
from liability import services
from liability.selectors.facts import KINDS
from liability.services.assessing import DUE
from transitions.notifications import system_acting
from transitions.rules.kinds import ItemKind

BEARS_ON_LIABILITY = frozenset(
    {*KINDS, ItemKind.MESSAGE_CANCELLED, ItemKind.MESSAGE_CORRECTED, ItemKind.WRONG_RECIPIENT}
)


def ask_for_assessment(message: Message) -> None:
    """Ask for a new result, as a message of its own: its failure must not keep the item from its receivers."""
    outbox.emit(DUE, case=None, payload={"episode": message.payload["episode"]}, acting=system_acting())


def assess(message: Message) -> None:
    """Work the result out. It reads the state as it is: order and repetition do not matter."""
    services.assess_episode(episode_id=int(message.payload["episode"]))


def register() -> None:
    """Called when the app is ready."""
    for kind in sorted(BEARS_ON_LIABILITY):
        handlers.register(f"item.{kind}", ask_for_assessment)
    handlers.register(DUE, assess)
    event_names.name({DUE: "Ny beräkning av betalningsansvar"})
