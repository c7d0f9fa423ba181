"""Who waits for what: queues, the people who answer them, and how many callbacks a half hour can hold."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from districts.models import PhoneLine, Service


class QueueQuerySet(models.QuerySet["Queue"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def of_agent(self, agent: User) -> Self:
        """Keep the queues that the person answers."""
        return self.filter(members__user=agent)


class Queue(models.Model):
    """Those who wait on one line for one assignment. Its hours are the line's; minutes are open minutes where it says so."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    line = models.ForeignKey(
        PhoneLine, models.PROTECT, related_name="queues", verbose_name=_("Line")
    )
    service = models.ForeignKey(
        Service, models.PROTECT, related_name="queues", verbose_name=_("Assignment")
    )
    is_active = models.BooleanField(_("In use"), default=True)
    takes_callbacks = models.BooleanField(_("Takes callbacks"), default=True)
    promise_minutes = (
        models.PositiveSmallIntegerField(  # open minutes; an agreement may ask for less
            _("We ring back within (open minutes)"), default=60
        )
    )
    near_promise_minutes = models.PositiveSmallIntegerField(
        _("A callback goes before callers in line when its promise is nearer than (minutes)"),
        default=10,
    )
    offer_wait_seconds = models.PositiveSmallIntegerField(
        _("Callers are offered a callback when the wait is longer than (seconds)"), default=60
    )
    talk_minutes = models.PositiveSmallIntegerField(_("A talk takes about (minutes)"), default=5)
    ring_seconds = models.PositiveSmallIntegerField(_("Rings for (seconds)"), default=30)
    lease_seconds = models.PositiveSmallIntegerField(
        _("An agent has so long to accept (seconds)"), default=30
    )
    most_dialling_percent = models.PositiveSmallIntegerField(  # of the agents who are free
        _("While callers wait, at most so many of the free agents ring back (per cent)"), default=50
    )
    kept_free = models.PositiveSmallIntegerField(  # until a promise is near
        _("So many of the free agents are always left for callers"), default=0
    )
    relax_minutes = models.PositiveSmallIntegerField(
        _("After so many minutes anybody rings, with an interpreter"), default=10
    )
    owned_minutes = models.PositiveSmallIntegerField(
        _("An agent’s own callback becomes anybody’s after (minutes)"), default=15
    )
    planned_agents = models.PositiveSmallIntegerField(_("People who answer"), default=0)
    callback_percent = models.PositiveSmallIntegerField(
        _("Part of their time for booked callbacks (per cent)"), default=25
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = QueueQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "service"],
                name="one_queue_per_line_and_service",
                violation_error_message=_("This line has a queue for this assignment already."),
            ),
            models.CheckConstraint(
                name="queue_per_cents",
                condition=Q(most_dialling_percent__lte=100, callback_percent__lte=100),
                violation_error_message=_("A share is at most 100 per cent."),
            ),
            models.CheckConstraint(
                name="queue_times_are_real",
                condition=Q(
                    promise_minutes__gt=0,
                    talk_minutes__gt=0,
                    ring_seconds__range=(10, 120),
                    lease_seconds__range=(10, 300),
                ),
                violation_error_message=_(
                    "A promise and a talk take some minutes; it rings for 10 to 120 seconds, an offer lasts for 10 to 300."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class QueueMember(models.Model):
    """Somebody who answers a queue."""

    queue = models.ForeignKey(Queue, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.CASCADE, related_name="queue_memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["queue", "user"], name="queue_member_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.queue}"


class Slot(models.Model):
    """A half hour in which so many callbacks can be promised. A half hour without a row is closed, not unlimited."""

    queue = models.ForeignKey(Queue, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField(_("Callbacks at most"))
    booked = models.PositiveSmallIntegerField(default=0)
    is_edited = models.BooleanField(default=False)  # by a person: the clock leaves it as it is

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["queue", "starts_at"], name="slot_once_per_queue"),
            models.CheckConstraint(
                name="slot_never_overbooked",
                condition=Q(booked__lte=F("capacity")),
                violation_error_message=_("More callbacks are booked than that."),
            ),
            models.CheckConstraint(
                name="slot_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.queue} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def has_room(self) -> bool:
        return self.booked < self.capacity
