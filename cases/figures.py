"""What has been done today, counted from contacts and questions whenever somebody asks: no figure is kept that could differ.

Only the day's contacts are read, by an index, so the cost does not grow with history; and only what retention never takes
away. "Answered at first contact" is defined here, once: docs/decisions/0071-answered-at-first-contact.md.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cases.models import Contact, Outcome, Question
from contactcenter.accounts.models import User
from districts.phone_hours import LOCAL

# The city's aim since the contact centre was planned: Spånga-Tensta's reply about a common contact centre, about 2009.
AIM_PERCENT = 70


@dataclass(frozen=True)
class Figures:
    """measured: the questions that the share is of; answered: those of them that were answered at first contact."""

    contacts: int
    questions: int
    measured: int
    answered: int

    @property
    def percent(self) -> int | None:
        """Answer the share in whole per cent; None when there is nothing to have a share of."""
        return round(100 * self.answered / self.measured) if self.measured else None

    @property
    def reaches_aim(self) -> bool:
        """Compare what was counted, not what was rounded."""
        return 100 * self.answered >= AIM_PERCENT * self.measured


@dataclass(frozen=True)
class Today:
    own: Figures
    everybodys: Figures


def of_today(agent: User, *, at: datetime) -> Today:
    """Count what was closed on the city's day, by the agent and by everybody, in one query."""
    day = at.astimezone(LOCAL).date()
    midnight, next_midnight = (
        datetime.combine(each, time.min, tzinfo=LOCAL) for each in (day, day + timedelta(days=1))
    )
    contacts = Contact.objects.counted().filter(
        closed_at__gte=midnight, closed_at__lt=next_midnight
    )
    questions = Question.objects.filter(contact__in=contacts)
    counts = questions.aggregate(**_counts("all", Q()), **_counts("own", Q(contact__agent=agent)))
    return Today(own=_figures("own", counts), everybodys=_figures("all", counts))


def _counts(whose: str, only: Q) -> dict[str, Count]:
    measured = Q(outcome__is_left_out=False)
    return {
        f"{whose}_contacts": Count("contact", filter=only, distinct=True),
        f"{whose}_questions": Count("pk", filter=only),
        f"{whose}_measured": Count("pk", filter=only & measured),
        f"{whose}_answered": Count("pk", filter=only & measured & Q(outcome__is_answer=True)),
    }


def _figures(whose: str, counts: dict[str, int]) -> Figures:
    return Figures(
        contacts=counts[f"{whose}_contacts"],
        questions=counts[f"{whose}_questions"],
        measured=counts[f"{whose}_measured"],
        answered=counts[f"{whose}_answered"],
    )


def definition() -> str:
    """Say in words what "answered at first contact" means; it stands beside the figure, and names what the data count."""
    outcomes = list(Outcome.objects.filter(Q(is_answer=True) | Q(is_left_out=True)))
    return _(
        "Of all questions in contacts that were closed: those whose outcome is %(answers)s. The resident then needs no "
        "second contact. Left out altogether: questions whose outcome is %(left_out)s, and training."
    ) % {
        "answers": _either([outcome for outcome in outcomes if outcome.is_answer]),
        "left_out": _either([outcome for outcome in outcomes if outcome.is_left_out]),
    }


def _either(outcomes: list[Outcome]) -> str:
    return get_text_list([f"“{outcome}”" for outcome in outcomes], _("or")) or "–"
