"""The bell: Celery rings, PostgreSQL knows. A message carries a row's id and nothing else."""

import os
from typing import Any

from celery import Celery, bootsteps
from celery.app.log import Logging

from contactcenter import telephony_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcenter.settings")


class LoggingOfTheSettings(Logging):  # type: ignore[misc]
    """The settings have said how to log; Celery would add handlers that mask nothing, and a level of its own."""

    def setup(self, *args: Any, **options: Any) -> bool:
        return True


class EveryUrlNamesAPermission(bootsteps.Step):  # type: ignore[misc]
    """The worker does not start either when a URL names no permission: web and worker are one release."""

    def __init__(self, worker: Any, **options: Any) -> None:
        from contactcenter.accounts.access import stop_if_a_url_names_no_permission  # noqa: PLC0415

        stop_if_a_url_names_no_permission()


app = Celery("contactcenter", log=LoggingOfTheSettings)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="tasks")
app.autodiscover_tasks(related_name="schedule")
app.steps["worker"].add(EveryUrlNamesAPermission)

# What the clock starts, every so many seconds; what is due at that moment, each task asks the database. Often, because the
# clock remembers nothing: one that is restarted before a tick has come begins to count anew. A message that no worker has
# taken when the next one comes is thrown away, so that nothing piles up while the workers rest.
TICKS = {
    "clock.tick": 5,
    "audit.prepare_partitions": 60,
    "audit.anchor": 60,
    "audit.verify": 60,
    "cases.count_sources": 60,
    "districts.tell_of_duty_phone_gaps": 60,
    "knowledge.copy_pages": 60,
    "knowledge.check_links": 60,
    "knowledge.remind_of_reviews": 60,
    "knowledge.tell_of_flags": 60,
    "log_review.draw": 60,
    "outbox.relay": 5,
    "retention.forget": 60,
    "telephony.dispatch": 2,
    "telephony.expire_requests": 60,
    "telephony.fill_slots": 60,
    "telephony.look_after_attempts": 5,
    "telephony.lose_silent_calls": 60,
    "telephony.remind": 60,
    "telephony.watch": 30,
}
if telephony_settings.SAMPLE_CITY:  # a real city is not played
    TICKS["telephony.play"] = 3
app.conf.beat_schedule = {
    task: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
    for task, seconds in TICKS.items()
}
