"""What the clock starts: safe to run twice, late or not at all."""

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from districts import editions
from knowledge import article_reviews, dead_links, page_copies, tasks
from knowledge.models import Feedback, Link

LINKS_OF = "links.edition"
LINKS_AT_ONCE = 20
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


@shared_task(name="knowledge.check_links", ignore_result=True)
def check_links() -> None:
    """List the links anew when something was published, and have some of the other sites asked."""
    at, edition = timezone.now(), editions.stamp()
    if cache.get(LINKS_OF) != edition:
        dead_links.note_down(at=at)
        cache.set(LINKS_OF, edition, timeout=None)
    if settings.CHECK_OUTSIDE_LINKS:
        for pk in Link.objects.due(at).values_list("pk", flat=True)[:LINKS_AT_ONCE]:
            tasks.check_link.delay(pk)
