"""What the clock starts: safe to run twice, late or not at all."""

from celery import shared_task

from districts import tasks
from districts.models import DutyPhoneGap


@shared_task(name="districts.tell_of_duty_phone_gaps", ignore_result=True)
def tell_of_duty_phone_gaps() -> None:
    for pk in DutyPhoneGap.objects.untold().values_list("pk", flat=True):
        tasks.tell_of_duty_phone_gap.delay(pk)
