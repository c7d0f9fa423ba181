"""The bell for attempts that a worker places. Whoever does not hear it loses nothing: the clock rings again."""

from datetime import datetime, timedelta

from contactcenter.accounts.tasks import after_commit
from telephony import placing, tasks
from telephony.models import Attempt

HEARD_WITHIN = timedelta(
    seconds=5
)  # so long nobody rings again: else a slow worker drowns in bells


def ring(attempt: Attempt) -> None:
    """Tell a worker once the attempt is kept."""
    after_commit(tasks.place_attempt, str(attempt.pk))


def ring_again(*, at: datetime) -> int:
    """Ring for every attempt that no worker has taken up, and that is not too old yet; answer how many there are."""
    waiting = Attempt.objects.filter(
        state=Attempt.State.PREPARED, placed_at=None, created_at__gt=at - placing.PLACED_WITHIN
    )
    unheard = list(waiting.filter(rung_at__lte=at - HEARD_WITHIN))
    Attempt.objects.filter(pk__in=[attempt.pk for attempt in unheard]).update(rung_at=at)
    for attempt in unheard:
        ring(attempt)
    return len(unheard)
