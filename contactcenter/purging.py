"""The rooms that forget: one list, which the clock goes through every night and `manage.py purge` whenever somebody wants."""

from collections.abc import Iterator
from datetime import datetime

import cases.retention
import contactcenter.log_review.retention
import contactcenter.messages.retention
import knowledge.retention
import telephony.retention
from contactcenter import public_forms, retention
from contactcenter.retention import Rule

RULES = [
    *public_forms.RULES,
    *knowledge.retention.RULES,
    *cases.retention.RULES,
    *contactcenter.log_review.retention.RULES,
    *contactcenter.messages.retention.RULES,
    *telephony.retention.RULES,
]


def overdue(*, at: datetime) -> Iterator[tuple[Rule, int]]:
    """Count what every rule would forget, and change nothing."""
    for rule in RULES:
        yield rule, rule.overdue(at=at).count()


def forget_overdue(*, at: datetime) -> Iterator[tuple[Rule, int]]:
    """Forget rule by rule, and answer how many rows. Ended in the middle, the next run goes on."""
    for rule in RULES:
        yield rule, retention.forget(rule, at=at)
