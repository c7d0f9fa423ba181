"""A promise to ring somebody back, and every time that we tried."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from districts.models import Agreement, District, Service
from telephony.models.queues import Queue, Slot

LANGUAGES = [*settings.LANGUAGES, ("other", _("Another language"))]


class Status(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("Number not confirmed")
    WAITING = "waiting", _("Waiting")
    OFFERED = "offered", _("Offered to somebody")
    DIALLING = "dialling", _("Being rung")
    NEEDS_PERSON = "needs_person", _("Needs a person")
    CLOSED = "closed", _("Closed")


LIVE = [Status.WAITING, Status.OFFERED, Status.DIALLING, Status.NEEDS_PERSON]
UNDER_WAY = [Status.OFFERED, Status.DIALLING]


class Ending(models.TextChoices):
    """How a callback was closed."""

    REACHED = "reached", _("Reached")
    NOT_REACHED = "not_reached", _("Not reached")
    RANG_IN = "rang_in", _("Rang us meanwhile")
    CANCELLED = "cancelled", _("Cancelled by the resident")
    WITHDRAWN = "withdrawn", _("Cancelled by us")
    ANSWERED = "answered", _("Answered in another way")
    FOLDED = "folded", _("Same as another one")
    EXPIRED = "expired", _("Number never confirmed")


class Needs(models.TextChoices):
    """Why a callback needs a person before anything more happens to it."""

    MAY_HAVE_RUNG = "may_have_rung", _("We may have rung: ask whoever tried")
    INVALID_NUMBER = "invalid_number", _("The number does not exist")
    NETWORK = "network", _("The network fails again and again")


class CallbackQuerySet(models.QuerySet["Callback"]):
    def live(self) -> Self:
        """Keep what we have promised and not yet done."""
        return self.filter(status__in=LIVE)

    def waiting(self) -> Self:
        return self.filter(status=Status.WAITING)

    def due(self, at: datetime) -> Self:
        """Keep what may be rung at the moment."""
        return self.waiting().filter(eligible_at__lte=at)

    def in_order(self) -> Self:
        """Sort as they are rung: by priority, then by arrival or by when they may be rung, whichever is later."""
        return self.order_by("priority", "place_at", "pk")


class Callback(models.Model):
    """A promise to ring somebody back, so that nobody holds the line. The number is encrypted, a keyed hash beside it.

    Its place is that of its arrival, whatever happens to it. Times are UTC instants.
    """

    Status = Status
    Ending = Ending
    Needs = Needs

    class Source(models.TextChoices):
        WEB = "web", _("Web")
        DESK = "desk", _("Agent")
        API = "api", _("API")
        MENU = "menu", _("Phone menu")

    class Priority(models.IntegerChoices):
        FIRST = 0, _("First")
        HIGH = 1, _("High")
        NORMAL = 2, _("Normal")

    code = models.CharField(max_length=10, unique=True)  # what the resident can refer to
    queue = models.ForeignKey(Queue, models.PROTECT, related_name="callbacks")
    service = models.ForeignKey(  # the queue's: one open callback per number and service
        Service, models.PROTECT, related_name="+"
    )
    district = models.ForeignKey(
        District, models.PROTECT, related_name="+", null=True, blank=True
    )  # the resident's, as far as it is known
    source = models.CharField(max_length=10, choices=Source)
    language = models.CharField(_("Language"), max_length=8, choices=LANGUAGES, default="sv")
    competences = ArrayField(models.CharField(max_length=50), default=list, blank=True)

    number = models.TextField(_("Phone number"), blank=True)  # encrypted, E.164
    number_hash = models.CharField(max_length=64, blank=True)  # keyed: equality only
    pass_phrase = models.TextField(_("Pass phrase"), blank=True)  # encrypted
    do_not_say_who = models.BooleanField(_("Do not say who is calling"), default=False)
    no_message = models.BooleanField(_("Leave no message"), default=False)
    not_before = models.DateTimeField(_("Not before"), null=True, blank=True)
    wants_reminder = models.BooleanField(_("Remind me before"), default=False)
    reminded_at = models.DateTimeField(null=True, blank=True)

    status = models.CharField(max_length=12, choices=Status, default=Status.UNCONFIRMED)
    ending = models.CharField(max_length=12, choices=Ending, blank=True)
    needs = models.CharField(max_length=20, choices=Needs, blank=True)
    ending_note = models.CharField(max_length=200, blank=True)  # a reason in words of ours
    folded_into = models.ForeignKey(
        "self", models.SET_NULL, related_name="folded", null=True, blank=True
    )
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)  # arrival: place and promise begin
    is_confirmed_by_code = models.BooleanField(default=False)
    is_confirmed_by_agent = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    eligible_at = models.DateTimeField()  # not rung before
    place_at = models.GeneratedField(
        expression=Greatest("arrived_at", "eligible_at"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    slot = models.ForeignKey(
        Slot, models.PROTECT, related_name="callbacks", null=True, blank=True
    )  # none: as soon as possible
    promised_by = models.DateTimeField(null=True, blank=True)
    agreement = models.ForeignKey(  # the version that the promise rests on
        Agreement, models.PROTECT, related_name="+", null=True, blank=True
    )
    expires_at = models.DateTimeField(null=True, blank=True)  # while unconfirmed
    closed_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(
        null=True, blank=True
    )  # by a person, when nobody was reached
    warned_at = models.DateTimeField(
        null=True, blank=True
    )  # three quarters of the promise are gone
    alarmed_at = models.DateTimeField(null=True, blank=True)  # the promise is broken

    owner = models.ForeignKey(  # the agent whom the resident wants to talk to again
        User, models.SET_NULL, related_name="+", null=True, blank=True
    )
    owned_until = models.DateTimeField(null=True, blank=True)
    offered_to = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)  # only its holder may go on
    lease_until = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(
        null=True, blank=True
    )  # of the newest offer: its agent took it
    attempts_used = models.PositiveSmallIntegerField(default=0)
    network_failures = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)  # counts changes: what a poll compares

    objects = CallbackQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["queue", "priority", "place_at", "id"],
                name="callback_in_order",
                condition=Q(status="waiting"),
            ),
            models.Index(
                fields=["lease_until"],
                name="callback_lease",
                condition=Q(status__in=["offered", "dialling"]),
            ),
            models.Index(
                fields=["promised_by"],
                name="callback_promise",
                condition=Q(status__in=["waiting", "offered", "dialling", "needs_person"]),
            ),
            models.Index(
                fields=["queue"],
                name="callback_needs_person",
                condition=Q(status="needs_person"),
            ),
            models.Index(
                fields=["expires_at"],
                name="callback_unconfirmed",
                condition=Q(status="unconfirmed"),
            ),
            models.Index(
                fields=["closed_at"],
                name="callback_to_review",
                condition=Q(ending="not_reached", reviewed_at=None),
            ),
            models.Index(fields=["number_hash"], name="callback_number"),
            models.Index(fields=["closed_at"], name="callback_closed"),
            models.Index(
                fields=["closed_at"],
                name="callback_to_forget",
                condition=~Q(number="") | Q(ending="expired"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number_hash", "service"],
                name="one_live_callback_per_number_and_service",
                condition=Q(status__in=["waiting", "offered", "dialling", "needs_person"]),
            ),
            models.UniqueConstraint(
                fields=["offered_to"],
                name="one_callback_at_a_time_per_agent",
                condition=Q(status__in=["offered", "dialling"]),
            ),
            models.CheckConstraint(
                name="callback_under_way_has_a_holder",
                condition=Q(
                    status__in=["offered", "dialling"],
                    offered_to__isnull=False,
                    lease_token__isnull=False,
                )
                | (
                    ~Q(status__in=["offered", "dialling"])
                    & Q(offered_to=None, lease_token=None, lease_until=None)
                ),
            ),
            models.CheckConstraint(
                name="callback_offer_ends",
                condition=~Q(status="offered") | Q(lease_until__isnull=False),
            ),
            models.CheckConstraint(
                name="callback_closed_has_an_ending",
                condition=Q(status="closed", closed_at__isnull=False) & ~Q(ending="")
                | ~Q(status="closed") & Q(closed_at=None, ending=""),
            ),
            models.CheckConstraint(
                name="callback_needs_a_person_for_a_reason",
                condition=Q(status="needs_person") & ~Q(needs="")
                | ~Q(status="needs_person") & Q(needs=""),
            ),
            models.CheckConstraint(
                name="callback_promise_from_confirmation",
                condition=~Q(status__in=["waiting", "offered", "dialling", "needs_person"])
                | Q(confirmed_at__isnull=False, promised_by__isnull=False),
            ),
            models.CheckConstraint(
                name="callback_unconfirmed_expires",
                condition=~Q(status="unconfirmed") | Q(expires_at__isnull=False),
            ),
            models.CheckConstraint(
                name="callback_promised_after_it_was_asked",
                condition=Q(promised_by=None) | Q(promised_by__gte=F("asked_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    def is_late(self, at: datetime) -> bool:
        """Answer whether the promise is broken. Who was rung in time and not reached has had what was promised."""
        return not self.attempts_used and self.promised_by is not None and self.promised_by < at

    @property
    def is_confirmed(self) -> bool:
        """Answer whether we know that whoever asked has the number: else the agent asks at the call."""
        return self.is_confirmed_by_code or self.is_confirmed_by_agent


class Confirmation(models.Model):
    """A code that was sent to a number, to show that whoever asked has it: the first number, or a new one."""

    callback = models.ForeignKey(Callback, models.CASCADE, related_name="confirmations")
    number = models.TextField()  # encrypted, E.164
    number_hash = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)  # keyed
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["number_hash", "sent_at"], name="confirmation_of_number")]

    def __str__(self) -> str:
        return f"{self.callback} {self.sent_at:%H:%M}"


class Attempt(models.Model):
    """One time that we rang, or may have rung: committed before anything is dialled, and placed at most once."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("Not dialled yet")
        PLACED = "placed", _("Dialled")
        UNKNOWN = "unknown", _("May have rung")
        ENDED = "ended", _("Ended")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Reached")
        NO_ANSWER = "no_answer", _("No answer")
        BUSY = "busy", _("Busy")
        REJECTED = "rejected", _("Call rejected")
        INVALID_NUMBER = "invalid_number", _("The number does not exist")
        NETWORK_FAILURE = "network_failure", _("The network failed")
        ANSWERING_MACHINE = "answering_machine", _("Answering machine")
        CANCELLED = "cancelled", _("Not rung")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    callback = models.ForeignKey(Callback, models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()  # 1, 2, 3 … within the callback
    agent = models.ForeignKey(User, models.PROTECT, related_name="+")
    driver = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    provider_ref = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    rung_at = models.DateTimeField(null=True, blank=True)  # when a worker was last told of it
    placed_at = models.DateTimeField(null=True, blank=True)  # set once, before the driver is asked
    unknown_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["callback", "number"]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="attempt_not_ended",
                condition=~Q(state="ended"),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["callback", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["callback"],
                name="one_attempt_at_a_time",
                condition=~Q(state="ended"),
            ),
            models.CheckConstraint(
                name="attempt_ended_has_an_outcome",
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(outcome="")
                | ~Q(state="ended") & Q(ended_at=None, outcome=""),
            ),
            models.CheckConstraint(
                name="attempt_placed_is_timed",
                condition=~Q(state="placed") | Q(placed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.callback} {self.number}"
