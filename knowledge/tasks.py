"""What is handed to a worker."""

from celery import shared_task
from django.utils import timezone

from knowledge import article_reviews, flags
from knowledge.models import Feedback


@shared_task(name="knowledge.tell_of_flag", ignore_result=True)
def tell_of_flag(flag_id: int) -> None:
    flag = Feedback.objects.select_related("article__owner").get(pk=flag_id)
    flags.tell(flag, at=timezone.now())


@shared_task(name="knowledge.remind_owner_of_reviews", ignore_result=True)
def remind_of_reviews(owner_id: int | None) -> None:
    article_reviews.remind(owner_id, at=timezone.now())
