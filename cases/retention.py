"""What the desk keeps about people, what for, how long, and where that is written (Swedish: gallring).

What stays for good leads to no resident: contacts with their times, questions with topic, district and outcome. Every figure
is made from those, so forgetting changes none of them. The audit trail has a time of its own: contactcenter/audit/retention.py.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from cases.models import (
    Correction,
    GuideRun,
    IdentityCheck,
    LookUp,
    LookUpRelease,
    NewsRead,
    OtherVersion,
    Question,
    SafeContact,
)
from contactcenter.retention import Rule

NECESSARY = (
    "SoLPuL (2001:454) 6 §: only what is necessary; the number of days is the board's to decide"
)
CHECKED = (
    "SoLPuL (2001:454) 10 §: access is documented and checked; the trail keeps it for its own years"
)


def notes(until: datetime) -> QuerySet[Question]:
    return Question.objects.exclude(note="").filter(contact__closed_at__lte=until)


def notes_never_closed(until: datetime) -> QuerySet[Question]:
    left = Question.objects.exclude(note="").filter(contact__closed_at=None)
    return left.filter(contact__touched_at__lte=until)


def guide_answers(until: datetime) -> QuerySet[GuideRun]:
    return GuideRun.objects.filter(question__contact__closed_at__lte=until)


def guide_answers_never_closed(until: datetime) -> QuerySet[GuideRun]:
    left = GuideRun.objects.filter(question__contact__closed_at=None)
    return left.filter(question__contact__touched_at__lte=until)


def safe_contacts(until: datetime) -> QuerySet[SafeContact]:
    return SafeContact.objects.filter(contact__closed_at__lte=until)


def safe_contacts_never_closed(until: datetime) -> QuerySet[SafeContact]:
    return SafeContact.objects.filter(contact__closed_at=None, contact__touched_at__lte=until)


def other_versions(until: datetime) -> QuerySet[OtherVersion]:
    return OtherVersion.objects.filter(contact__closed_at__lte=until)


def other_versions_never_closed(until: datetime) -> QuerySet[OtherVersion]:
    return OtherVersion.objects.filter(contact__closed_at=None, contact__touched_at__lte=until)


def look_ups(until: datetime) -> QuerySet[LookUp]:
    return LookUp.objects.filter(at__lte=until)


def identity_checks(until: datetime) -> QuerySet[IdentityCheck]:
    """A check is kept as long as any look-up that rests on it."""
    younger = LookUp.objects.filter(identity=OuterRef("pk"), at__gt=until)
    return IdentityCheck.objects.filter(~Exists(younger), begun_at__lte=until)


def look_up_releases(until: datetime) -> QuerySet[LookUpRelease]:
    return LookUpRelease.objects.filter(asked_at__lte=until)


def corrections(until: datetime) -> QuerySet[Correction]:
    return Correction.objects.filter(at__lte=until)


def news_reads(until: datetime) -> QuerySet[NewsRead]:
    return NewsRead.objects.filter(item__ends_at__lte=until)


RULES = [
    Rule(
        what="notes",
        purpose="to go on where the conversation ended, should the resident come back",
        days=settings.KEEP_NOTES_DAYS,  # after closing
        source=NECESSARY,
        since=notes,
        empties={"note": ""},
    ),
    Rule(
        what="guide answers",
        purpose="as notes: to go on where the conversation ended",
        days=settings.KEEP_NOTES_DAYS,  # after closing
        source=NECESSARY,
        since=guide_answers,
    ),
    Rule(
        what="safe contact",
        purpose="to ring back, hand over or send a message without danger",
        days=settings.KEEP_SAFE_CONTACT_DAYS,  # after closing
        source=NECESSARY,
        since=safe_contacts,
    ),
    Rule(
        what="second versions",
        purpose="to choose between what two people typed; a contact is closed after that",
        days=1,  # after closing
        source=NECESSARY,
        since=other_versions,
    ),
    Rule(
        what="notes, never closed",
        purpose="to finish the contact: its agent and the team lead see it until then",
        days=settings.KEEP_NOTES_DAYS,  # after anybody touched the contact
        source=NECESSARY,
        since=notes_never_closed,
        empties={"note": ""},
    ),
    Rule(
        what="guide answers, never closed",
        purpose="as above",
        days=settings.KEEP_NOTES_DAYS,  # after anybody touched the contact
        source=NECESSARY,
        since=guide_answers_never_closed,
    ),
    Rule(
        what="safe contact, never closed",
        purpose="as above",
        days=settings.KEEP_NOTES_DAYS,  # after anybody touched the contact
        source=NECESSARY,
        since=safe_contacts_never_closed,
    ),
    Rule(
        what="second versions, never closed",
        purpose="as above",
        days=settings.KEEP_NOTES_DAYS,  # after anybody touched the contact
        source=NECESSARY,
        since=other_versions_never_closed,
    ),
    Rule(
        what="look-ups",
        purpose="to hold them against the limits, and to draw samples for the log review",
        days=settings.KEEP_LOOK_UPS_DAYS,  # after the look-up
        source=CHECKED,
        since=look_ups,
    ),
    Rule(
        what="identity checks",
        purpose="to show on what a look-up rested",
        days=settings.KEEP_LOOK_UPS_DAYS,  # after the check began
        source=CHECKED,
        since=identity_checks,
    ),
    Rule(
        what="releases from a limit",
        purpose="to show who let somebody go on, and why",
        days=settings.KEEP_LOOK_UPS_DAYS,  # after it was asked for
        source=CHECKED,
        since=look_up_releases,
    ),
    Rule(
        what="corrections",
        purpose="to show who changed what was registered",
        days=settings.KEEP_CORRECTIONS_DAYS,  # after the correction
        source=NECESSARY,
        since=corrections,
    ),
    Rule(
        what="read marks",
        purpose="to know who has read a work instruction",
        days=settings.KEEP_NEWS_READ_DAYS,  # after the item ended
        source="GDPR 5.1 e: staff's data, too, is kept no longer than it is needed",
        since=news_reads,
    ),
]
