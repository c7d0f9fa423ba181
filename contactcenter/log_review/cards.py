"""A picked look-up as a reviewer sees it: what is known of it, what has been decided, and the form to decide with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from contactcenter.accounts.models import User
from contactcenter.log_review.forms.reviews import DecisionForm
from contactcenter.log_review.models import Decision, Reason, ReviewItem

CHIP_OF_VERDICT = {
    Decision.Verdict.IN_ORDER: "done",
    Decision.Verdict.TO_BE_ASKED: "due",
    Decision.Verdict.PASSED_ON: "urgent",
}


@dataclass(frozen=True)
class Card:
    """One item. `is_own`: the reader's own look-up, of which they are shown nothing."""

    item: ReviewItem
    form: DecisionForm
    is_own: bool

    @cached_property
    def decisions(self) -> list[Decision]:
        return list(self.item.decisions.all())

    @property
    def decision(self) -> Decision | None:
        """Answer the decision that holds."""
        return self.decisions[-1] if self.decisions else None

    @property
    def is_settled(self) -> bool:
        """Tell whether there is a decision, and nobody is in the midst of correcting it."""
        return bool(self.decisions) and not self.form.is_bound and not self.form.initial["comment"]

    @property
    def earlier(self) -> list[Decision]:
        return self.decisions[:-1]

    @property
    def chip(self) -> str:
        decision = self.decision
        return CHIP_OF_VERDICT[Decision.Verdict(decision.verdict)] if decision else "not_known"

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Answer why it was picked, each with a chip: what a rule has noticed stands out from what chance has drawn."""
        return [
            ("info" if reason == Reason.RANDOM else "due", str(Reason(reason).label))
            for reason in self.item.reasons
        ]

    @property
    def subject(self) -> str:
        """The beginning of the pseudonym: enough to see that two look-ups were about one person."""
        return self.item.subject[:8]


def of(item: ReviewItem, reader: User, form: DecisionForm | None = None) -> Card:
    return Card(item, form or DecisionForm.about(item), is_own=item.agent == reader)


def of_all(items: Iterable[ReviewItem], reader: User) -> Iterator[Card]:
    return (of(item, reader) for item in items)
