"""What only people can decide: a question that the rules leave open, and what the two sides decided together."""

import uuid

from django.db import models
from django.db.models import F, Q

from liability.models.agreement import choices_of
from liability.rules.decisions import Choice, DecisionState
from liability.rules.statement_life import Side


class Decision(models.Model):
    """Gemensam bedömning of one spell (LUS 5 kap.; what the act leaves open, law.md 1.9 and 10.1).

    One side proposes, the other accepts or disputes; neither decides alone. An accepted one is part of the result from
    then on. `from_day`: the first day owed, when the choice is that something is. `questions` are codes of reasons.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    episode = models.ForeignKey("transitions.CareEpisode", models.PROTECT, related_name="liability_decisions")
    notice_at = models.DateTimeField("utskrivningsklar")
    questions = models.JSONField("frågor", default=list)
    choice = models.CharField("förslag", max_length=10, choices=choices_of(Choice))
    from_day = models.DateField("betalningsansvar från", null=True, blank=True)
    text = models.TextField("motivering")
    state = models.CharField(
        "läge", max_length=10, choices=choices_of(DecisionState), default=DecisionState.PROPOSED.value
    )
    proposed_at = models.DateTimeField("föreslagen")
    proposed_side = models.CharField("föreslagen av sida", max_length=12, choices=choices_of(Side))
    proposed_by_name = models.CharField("föreslagen av", max_length=150)
    proposed_unit_name = models.CharField("föreslagen av enhet", max_length=200)
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)
    answered_side = models.CharField(
        "besvarad av sida", max_length=12, blank=True, default="", choices=choices_of(Side)
    )
    answered_by_name = models.CharField("besvarad av", max_length=150, blank=True, default="")
    answered_unit_name = models.CharField("besvarad av enhet", max_length=200, blank=True, default="")
    answer_text = models.TextField("svar", blank=True, default="")

    class Meta:
        ordering = ["episode", "proposed_at", "pk"]
        verbose_name = "gemensam bedömning"
        verbose_name_plural = "gemensamma bedömningar"
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "notice_at"],
                condition=Q(state=DecisionState.PROPOSED),
                name="decision_one_proposal_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["episode", "notice_at"],
                condition=Q(state=DecisionState.ACCEPTED),
                name="decision_one_is_accepted",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.PROPOSED, answered_at__isnull=True, answered_side="")
                | ~Q(state=DecisionState.PROPOSED) & Q(answered_at__isnull=False) & ~Q(answered_side=""),
                name="decision_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(answered_side=F("proposed_side")), name="decision_is_never_one_sides"
            ),
            models.CheckConstraint(
                condition=Q(choice=Choice.OWED, from_day__isnull=False)
                | ~Q(choice=Choice.OWED) & Q(from_day__isnull=True),
                name="decision_that_something_is_owed_says_from_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Bedömning {self.public_id}"
