"""What is handed to a worker."""

from celery import shared_task
from django.utils import timezone

from districts import duty_phone_gaps
from districts.models import DutyPhoneGap


@shared_task(name="districts.tell_of_duty_phone_gap", ignore_result=True)
def tell_of_duty_phone_gap(gap_id: int) -> None:
    gap = DutyPhoneGap.objects.select_related("district").get(pk=gap_id)
    duty_phone_gaps.tell(gap, at=timezone.now())
