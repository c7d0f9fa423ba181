"""What is handed to a worker."""

from celery import shared_task
from django.utils import timezone

from knowledge import article_reviews, dead_links, flags
from knowledge.link_checker import LinkChecker
from knowledge.models import Feedback, Link


@shared_task(name="knowledge.tell_of_flag", ignore_result=True)
def tell_of_flag(flag_id: int) -> None:
    flag = Feedback.objects.select_related("article__owner").get(pk=flag_id)
    flags.tell(flag, at=timezone.now())


@shared_task(name="knowledge.remind_owner_of_reviews", ignore_result=True)
def remind_of_reviews(owner_id: int | None) -> None:
    article_reviews.remind(owner_id, at=timezone.now())


@shared_task(name="knowledge.check_link", ignore_result=True)
def check_link(link_id: int) -> None:
    link = Link.objects.get(pk=link_id)
    dead_links.check(link, checker=LinkChecker(), at=timezone.now())
