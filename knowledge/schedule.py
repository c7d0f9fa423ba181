"""What the clock starts: safe to run twice, late or not at all."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from knowledge import article_reviews, page_copies, tasks
from knowledge.models import Feedback

COPYING = "pages.copying"
COPYING_SECONDS = 900  # at most


@shared_task(name="knowledge.tell_of_flags", ignore_result=True)
def tell_of_flags() -> None:
    for pk in Feedback.objects.untold().values_list("pk", flat=True):
        tasks.tell_of_flag.delay(pk)


@shared_task(name="knowledge.copy_pages", ignore_result=True, time_limit=COPYING_SECONDS)
def copy_pages() -> None:
    """Make the copies of residents' pages anew if something has changed, and not beside a run that is under way."""
    if cache.add(COPYING, True, timeout=COPYING_SECONDS):
        try:
            page_copies.refresh(at=timezone.now())
        finally:
            cache.delete(COPYING)


@shared_task(name="knowledge.remind_of_reviews", ignore_result=True)
def remind_of_reviews() -> None:
    for owner_id in article_reviews.owners_to_remind(timezone.localdate()):
        tasks.remind_of_reviews.delay(owner_id)
