"""How long signed reviews are kept. One that nobody has signed off waits, however old it is."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from contactcenter.log_review.models import Review
from contactcenter.retention import Rule

LONGEST_YEAR = 366  # days, so that five years are never a day short


def reviews(until: datetime) -> QuerySet[Review]:
    return Review.objects.filter(signed_at__lte=until)


RULES = [
    Rule(
        what="signed log reviews",
        purpose="to show that access was checked, how, and what came of it",
        days=settings.AUDIT_KEEP_YEARS * LONGEST_YEAR,  # after the sign-off
        source="HSLF-FS 2016:40, 4 kap. 9 §, as the model: checks are documented and kept for five years at least",
        since=reviews,
    )
]
