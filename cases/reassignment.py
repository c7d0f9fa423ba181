"""Moving an open contact to another agent. Nothing that was typed moves or is lost: it stands in the contact's own rows."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from cases.models import Contact
from cases.models.contacts import ContactQuerySet
from contactcenter.accounts.models import User, UserQuerySet
from contactcenter.audit import events

TAKE_CONTACTS = "cases.take_contacts"
LEAD_DESK = "cases.lead_desk"


class Moved(Exception):
    """The contact was closed, or moved to somebody else, after the page was shown."""


class CannotTake(Exception):
    """Whoever was chosen does not take contacts, or does not any more."""


def agents() -> UserQuerySet:
    """Answer who can be given a contact."""
    return User.objects.granted(TAKE_CONTACTS)


def orphaned(*, at: datetime) -> ContactQuerySet:
    """Find the open contacts that nobody has touched for a time, or whose agent takes none any more; oldest first."""
    untouched_since = at - timedelta(minutes=settings.ORPHANED_AFTER_MINUTES)
    left = Q(touched_at__lte=untouched_since) | ~Q(agent__in=agents())
    return Contact.objects.still_open().filter(left).order_by("touched_at", "pk")


def may_give_away(contact: Contact, person: User) -> bool:
    """Whose contact it is, or whoever leads the desk, may give it to somebody."""
    return contact.agent_id == person.pk or person.has_perm(LEAD_DESK)


def may_take_over(contact: Contact, person: User, *, at: datetime) -> bool:
    """Whoever leads the desk may take any contact over; other agents one that its agent has left."""
    if contact.agent_id == person.pk or not person.has_perm(TAKE_CONTACTS):
        return False
    return person.has_perm(LEAD_DESK) or orphaned(at=at).filter(pk=contact.pk).exists()


@transaction.atomic
def reassign(contact: Contact, agent: User, *, by: User, at: datetime) -> None:
    """Give an open contact to an agent, or take it over, when `by` is the agent.

    It counts as a change, so that the page of whoever had it notices; and as touched, so that the agent gets the whole
    time before it is called left.
    """
    if not agent.has_perm(TAKE_CONTACTS):
        raise CannotTake
    before = contact.agent_id
    unmoved = Contact.objects.still_open().filter(pk=contact.pk, agent=before)
    if not unmoved.update(agent=agent, touched_at=at, revision=F("revision") + 1):
        raise Moved
    contact.refresh_from_db()
    events.record(
        by,
        "contact.reassigned",
        contact,
        at=at,
        contact=contact.pk,
        agent_before=before,
        agent=agent.pk,
    )


def reassign_each(contacts: Iterable[Contact], agent: User, *, by: User, at: datetime) -> int:
    """Move several contacts, each by itself; answer how many. What has moved on meanwhile is let be."""
    moved = 0
    for contact in contacts:
        try:
            reassign(contact, agent, by=by, at=at)
        except Moved:
            continue
        moved += 1
    return moved
