"""Agents who work through the callbacks, by the verbs that the desk calls, and try again when the database is gone."""

import logging
import random
import threading
import time
from collections.abc import Iterable

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from contactcenter.accounts.models import User
from telephony import attempts, dial_time, offers, presence
from telephony.models import Attempt, Callback, Presence
from tests.telephony.endurance.rows import agent_address

logger = logging.getLogger(__name__)
GONE = (OperationalError, InterfaceError)
TAKEN = (
    offers.AlreadyTaken,
    offers.Busy,
    offers.HasOne,
    offers.NotYours,
    offers.TooEarly,
    dial_time.Refused,
)
GLANCE = 0.05  # seconds until the first look at the screen; then twice as long each time
LONGEST_GLANCE = 1.0
RESTS = 0.5
NOT_REACHED = 0.1  # of those who are rung


def work(numbers: Iterable[int]) -> None:
    people = [threading.Thread(target=Agent(number).work) for number in numbers]
    for person in people:
        person.start()
    for person in people:
        person.join()


class Agent:
    def __init__(self, number: int) -> None:
        self.address = agent_address(number)
        self.draw = random.Random(number)

    def work(self) -> None:
        while True:
            try:
                if not self.ring_one():
                    time.sleep(RESTS)
            except TAKEN:
                time.sleep(GLANCE)
            except GONE:
                connection.close()
                time.sleep(RESTS)

    def ring_one(self) -> bool:
        """Take up where one left off, or take the next; answer whether there was anything to do."""
        me = User.objects.get(email=self.address)
        mine = Callback.objects.filter(offered_to=me).first()
        if mine and mine.status == Callback.Status.DIALLING:
            self.talk(mine.attempts.get(state__in=["prepared", "placed"]), me)
            return True
        presence.enter(me, Presence.State.READY, at=timezone.now())
        callback = mine or offers.claim_next(agent=me, at=timezone.now())
        if callback is None:
            return False
        if callback.accepted_at is None:
            offers.accept(callback, callback.lease_token, agent=me, at=timezone.now())
        attempt = attempts.begin(callback, callback.lease_token, agent=me, at=timezone.now())
        self.talk(attempt, me)
        return True

    def talk(self, attempt: Attempt, me: User) -> None:
        """Wait until it rings, and say how it went; what nobody knows is left to a person."""
        pause = GLANCE
        while attempt.state == Attempt.State.PREPARED:
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_GLANCE)
            attempt.refresh_from_db()
        if attempt.state == Attempt.State.PLACED:
            missed = self.draw.random() < NOT_REACHED
            outcome = Attempt.Outcome.NO_ANSWER if missed else Attempt.Outcome.REACHED
            attempts.report(attempt, outcome, agent=me, at=timezone.now())
