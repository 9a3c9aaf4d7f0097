from django.apps import AppConfig


class FaultsConfig(AppConfig):
    """A party above core that reacts to one event, in the processes that these tests start and kill."""

    name = "tests.faults"
    label = "faults"

    def ready(self) -> None:
        from core import handlers
        from tests.faults import reaction

        handlers.register(reaction.EVENT, reaction.tell)
        handlers.register(reaction.INBOX_ONLY, reaction.tell_inbox)
        handlers.register(reaction.POISON, reaction.poison)
        reaction.let_senders_die()
