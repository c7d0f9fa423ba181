"""What the rules find among a month's look-ups. A rule points something out; whether it was right, a person decides."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Exists, F, OuterRef, QuerySet

from cases.models import LookUp, LookUpAlert
from contactcenter.audit.models import AuditEvent
from contactcenter.log_review.days import span_of_month
from contactcenter.log_review.models import Reason
from districts import phone_hours, public_lines
from districts.models import Unit
from districts.phone_hours import PhoneHours, State

CONVERSATION = timedelta(minutes=10)
MERE_READING = ["contact.read", "contact.joined"]
LAST_CALLS = timedelta(minutes=30)  # after closing: those who have come through are still answered
FAR_ABOVE = 3  # times the median of the colleagues …
SMALLEST_VOLUME = 30  # … and not worth a word below this many in a month


@dataclass(frozen=True)
class Findings:
    """What was found in a month: why look-ups stand out, by their keys, and who made far more of them than colleagues."""

    reasons: dict[int, list[Reason]]
    hours_not_known: set[int]  # look-ups when nobody knows whether we were open
    far_above: set[int]  # agents


def examine(month: date, look_ups: Sequence[LookUp]) -> Findings:
    """Put every rule to the month's look-ups."""
    reasons: dict[int, list[Reason]] = defaultdict(list)
    for pk, rule in alerts_in(month):
        reasons[pk].append(Reason(rule))
    for pk in without_conversation(month):
        if Reason.NO_CONVERSATION not in reasons[pk]:
            reasons[pk].append(Reason.NO_CONVERSATION)
    hours = hours_of_contact_centre(month)
    outside = {look_up.pk: is_outside(hours, look_up) for look_up in look_ups}
    for pk, was_outside in outside.items():
        if was_outside:
            reasons[pk].append(Reason.OUTSIDE_HOURS)
    not_known = {pk for pk, was_outside in outside.items() if was_outside is None}
    return Findings(reasons, not_known, agents_far_above(look_ups))


def look_ups_in(month: date) -> QuerySet[LookUp]:
    starts, ends = span_of_month(month)
    return LookUp.objects.filter(at__gte=starts, at__lt=ends)


def alerts_in(month: date) -> Iterable[tuple[int, str]]:
    """Answer what was noticed at once: own number, same surname, numbers in a row, no conversation."""
    alerts = LookUpAlert.objects.filter(look_up__in=look_ups_in(month))
    return alerts.order_by("pk").values_list("look_up", "rule")


def without_conversation(month: date) -> Iterable[int]:
    """Answer the look-ups in contacts where nothing else happened within ten minutes before or after.

    Something else is any act on the contact that stands in the trail (contact.started, contact.closed, …), and the last time
    that somebody typed or chose something in it. Making sure of an identity, looking up and merely reading are not.
    """
    starts, _ends = span_of_month(month)
    around = OuterRef("at") - CONVERSATION, OuterRef("at") + CONVERSATION
    acts = AuditEvent.objects.exclude(action__in=MERE_READING).filter(
        recorded_at__gte=starts - CONVERSATION,  # so that PostgreSQL opens no older months
        action__startswith="contact.",
        contact_id=OuterRef("contact_id"),
        at__range=around,
    )
    return (
        look_ups_in(month)
        .exclude(
            contact__touched_at__gte=F("at") - CONVERSATION,
            contact__touched_at__lte=F("at") + CONVERSATION,
        )
        .filter(~Exists(acts))
        .values_list("pk", flat=True)
    )


def hours_of_contact_centre(month: date) -> PhoneHours | None:
    """Answer the contact centre's hours with the month's holidays; nothing, if no such line is kept."""
    starts, _ends = span_of_month(month)
    line = public_lines.first_of_kind(Unit.Kind.CONTACT_CENTRE, at=starts)
    return line.hours if line else None


def is_outside(hours: PhoneHours | None, look_up: LookUp) -> bool | None:
    """Tell whether a look-up was made while the contact centre was closed, and had been for half an hour; None: not known."""
    if hours is None:
        return None
    states = {
        phone_hours.open_at(hours, moment).state for moment in (look_up.at, look_up.at - LAST_CALLS)
    }
    if State.OPEN in states:
        return False
    return None if State.NOT_KNOWN in states else True


def agents_far_above(look_ups: Iterable[LookUp]) -> set[int]:
    """Answer who looked up far more than the others who looked up anything that month."""
    counts = Counter(look_up.agent_id for look_up in look_ups)
    return {agent for agent, count in counts.items() if count > limit_for(agent, counts)}


def limit_for(agent: int, counts: Counter[int]) -> float:
    """Answer how many look-ups pass without remark; for somebody without colleagues, any number."""
    others = [count for colleague, count in counts.items() if colleague != agent]
    return max(FAR_ABOVE * median(others), SMALLEST_VOLUME - 1) if others else float("inf")
