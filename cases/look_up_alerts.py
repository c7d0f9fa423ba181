"""Look-ups that somebody should have a look at. An alert says nothing about the resident, and stops nothing."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, QuerySet

from cases.models import LookUp, LookUpAlert
from contactcenter.accounts.models import User
from contactcenter.audit import events, pseudonyms
from contactcenter.personal_numbers import PersonalNumber, neighbours

Rule = LookUpAlert.Rule

A_ROW = timedelta(hours=1)
NEIGHBOURS = 5  # on either side, of the birth number and of the date
SILENCE = timedelta(minutes=10)  # nobody has typed or chosen anything in the contact
PEOPLE_IN_A_CONVERSATION = 3  # more than these in one contact is a list, not a conversation


class AlreadySeen(Exception):
    """A colleague has seen to the alert."""


def raise_for(
    look_up: LookUp, number: PersonalNumber, *, is_namesake: bool, at: datetime
) -> list[Rule]:
    """Keep which rules the look-up is caught by. Inside the transaction that writes down the answer."""
    caught = {
        Rule.OWN_NUMBER: look_up.subject == look_up.agent.own_pseudonym,
        Rule.SAME_SURNAME: is_namesake,
        Rule.SEQUENCE: _follows_on_another(look_up, number),
        Rule.NO_CONVERSATION: _is_without_conversation(look_up),
    }
    rules = [rule for rule, is_caught in caught.items() if is_caught]
    LookUpAlert.objects.bulk_create(
        LookUpAlert(look_up=look_up, rule=rule, at=at) for rule in rules
    )
    return rules


def shown_to(lead: User) -> QuerySet[LookUpAlert]:
    """Keep the alerts that a team lead sees to: never about their own look-ups."""
    return LookUpAlert.objects.exclude(look_up__agent=lead)


@transaction.atomic
def see(alert: LookUpAlert, *, by: User, at: datetime) -> None:
    """Write down that a team lead has looked into it."""
    unseen = LookUpAlert.objects.filter(pk=alert.pk, seen_at=None)
    if not unseen.update(seen_by=by, seen_at=at):
        raise AlreadySeen
    events.record(by, "look_up.alert_seen", alert, at=at, rule=alert.rule)


def _follows_on_another(look_up: LookUp, number: PersonalNumber) -> bool:
    """Answer whether the agent has just looked up a number beside this one."""
    beside = [
        pseudonyms.of(each.digits, year=look_up.at.year).value
        for each in neighbours(number, NEIGHBOURS)
    ]
    recent = LookUp.objects.filter(agent=look_up.agent_id, at__gt=look_up.at - A_ROW)
    return recent.filter(subject__in=beside).exists()


def _is_without_conversation(look_up: LookUp) -> bool:
    """Answer whether the contact only serves to look people up: nobody works in it, or it is about too many."""
    contact = look_up.contact
    people = contact.look_ups.aggregate(people=Count("subject", distinct=True))["people"]
    is_silent = contact.touched_at < look_up.at - SILENCE
    return is_silent or people > PEOPLE_IN_A_CONVERSATION
