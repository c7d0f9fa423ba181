"""A duty phone that was needed and is not there: remembered, and told to those who look after the district."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from contactcenter.accounts.models import User, UserQuerySet
from districts import duty_phones
from districts.duty_phones import Route
from districts.models import District, DutyPhoneGap, Membership, Unit
from districts.models.duty_phones import DutyPhoneGapQuerySet

CHANGE_UNITS = "districts.change_units"


def remember(route: Route, *, at: datetime) -> None:
    """Keep that the district's duty phone was missing when it was asked for; or that it is there again.

    Nothing is sent from here: whoever asks has no time to wait for a mail server.
    """
    if route.district and route.lacks:
        count(route.district, route.lacks, at=at)
    elif route.district:
        route.district.duty_phone_gaps.unfilled().update(filled_at=at)


@transaction.atomic
def count(district: District, lacks: DutyPhoneGap.Lacks, *, at: datetime) -> None:
    """Begin a gap, or count once more that somebody met it. A constraint keeps it one."""
    gap, _created = DutyPhoneGap.objects.get_or_create(
        district=district,
        filled_at=None,
        defaults={"lacks": lacks, "first_asked_at": at, "last_asked_at": at},
    )
    DutyPhoneGap.objects.filter(pk=gap.pk).update(
        lacks=lacks, last_asked_at=at, times_asked=F("times_asked") + 1
    )


def still_there(districts: Iterable[District], *, at: datetime) -> dict[int, DutyPhoneGap]:
    """Answer by district the gaps that nobody has filled yet, in one query."""
    filled = duty_phones.callable_lines(at).exclude(number="")
    filled = filled.filter(unit__kind=Unit.Kind.DUTY_PHONE, unit__district__in=districts)
    gaps: DutyPhoneGapQuerySet = DutyPhoneGap.objects.unfilled().filter(district__in=districts)
    gaps = gaps.exclude(district__in=filled.values("unit__district"))
    return {gap.district_id: gap for gap in gaps}


@transaction.atomic
def tell(gap: DutyPhoneGap, *, at: datetime) -> None:
    """Write once to those who can fill the gap. A mail that could not be handed over is tried again at the next tick."""
    if not DutyPhoneGap.objects.filter(pk=gap.pk, told_at=None).update(told_at=at):
        return
    people = admins_of(gap.district) or active_people().administrators()
    get_connection().send_messages([message_to(person, gap) for person in people])


def admins_of(district: District) -> UserQuerySet:
    """Keep the people who can enter the number; where a district has none, the house's administrators appoint one."""
    granting = Membership.objects.granting(CHANGE_UNITS).filter(unit__district=district)
    return active_people().filter(pk__in=granting.values("user"))


def active_people() -> UserQuerySet:
    people: UserQuerySet = User.objects.in_state(User.State.ACTIVE)
    return people


def message_to(person: User, gap: DutyPhoneGap) -> EmailMessage:
    """Write in the person's language what is missing and where they can do something about it."""
    may_appoint = person.has_perm("accounts.manage_people")
    lines = reverse("district:lines", args=[gap.district.slug])
    address = settings.SITE_URL + (reverse("people:list") if may_appoint else lines)
    with translation.override(person.language):
        subject = _("The duty phone of %(district)s cannot be rung") % {"district": gap.district}
        context = {"person": person, "gap": gap, "url": address, "may_appoint": may_appoint}
        body = render_to_string("districts/email/duty_phone_gap.txt", context)
    return EmailMessage(subject, body, None, [person.email])
