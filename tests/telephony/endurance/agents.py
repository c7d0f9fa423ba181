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
from tests.telephony.claimants import queues_of
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
        self.me = User.objects.get(email=agent_address(number))
        self.queues = queues_of(self.me)
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
        """Take the next, or take up what one holds already; answer whether there was anything to do."""
        presence.enter(self.me, Presence.State.READY, at=timezone.now())
        try:
            callback = offers.claim_next(self.queues, agent=self.me, at=timezone.now())
        except offers.HasOne:
            callback = Callback.objects.filter(offered_to=self.me).first()
        if callback is None:
            return False
        if callback.status == Callback.Status.DIALLING:
            self.talk(callback.attempts.latest("number"))
            return True
        token = callback.lease_token
        if callback.accepted_at is None:
            offers.accept(callback, token, agent=self.me, at=timezone.now())
        self.talk(attempts.begin(callback, token, agent=self.me, at=timezone.now()))
        return True

    def talk(self, attempt: Attempt) -> None:
        """Wait until it rings, and say how it went; what nobody knows is left to a person."""
        pause = GLANCE
        while attempt.state == Attempt.State.PREPARED:
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_GLANCE)
            attempt.refresh_from_db()
        if attempt.state == Attempt.State.PLACED:
            missed = self.draw.random() < NOT_REACHED
            outcome = Attempt.Outcome.NO_ANSWER if missed else Attempt.Outcome.REACHED
            attempts.report(attempt, outcome, agent=self.me, at=timezone.now())
