"""Every order of the steps, with everything that could be mixed up on the way: only the right order ever tells anything.

The steps are taken through the pages, as a browser would, or as somebody who writes requests by hand.
"""

import re
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    multiple,
    rule,
    run_state_machine_as_test,
)

from cases.models import Contact, IdentityCheck, LookUp
from contactcenter.accounts.roles import Role
from tests.cases.look_ups import (
    EVERY_FIELD,
    IN_TWO_DISTRICTS,
    WITH_ONE_DECISION,
    WITH_TWO_DECISIONS,
    agreed,
    log,
)
from tests.endurance import SHARE, scaled
from tests.factories import ContactFactory, UserFactory

SEALED = re.compile(r'name="sealed" value="([^"]+)"')
CLIENT_DATA = re.compile("Handfiktig|Inventeradsson|Handläggarsson|beviljat|27 November")
A_LOOK = ["person.looked_up", "person.answered"]


class Place(NamedTuple):
    """Who asks, in which contact: the first two contacts are the first agent's, the third the second's."""

    agent: int
    contact: int


OWN = [Place(0, 0), Place(0, 1), Place(1, 2)]
FOREIGN = [Place(0, 2), Place(1, 0)]
WHERE_IT_BELONGS = None  # where the seal was made
PLACES = st.sampled_from([WHERE_IT_BELONGS] * 6 + OWN + FOREIGN)


class InAnyOrder(RuleBasedStateMachine):
    """What should hold is reckoned here anew, by other means."""

    seals = Bundle("seals")
    times_told = 0

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    @initialize()
    def open_contacts(self) -> None:
        agents = [UserFactory(roles=[Role.AGENT], language="en") for _number in range(2)]
        self.contacts = [
            ContactFactory(agent=agents[place.agent], is_training=True) for place in OWN
        ]
        self.clients = [Client(), Client()]
        for client, agent in zip(self.clients, agents, strict=True):
            client.force_login(agent)
        self.made_at: dict[str, Place] = {}
        self.confirmed: dict[str, float] = {}  # in minutes of our clock
        self.closed: set[int] = set()
        self.minutes = 0.0
        self.told = 0

    def post(self, place: Place, part: str, **data: str) -> Any:
        contact = self.contacts[place.contact]
        return self.clients[place.agent].post(
            f"/desk/contacts/{contact.pk}/look-up/{part}/", data, headers={"HX-Request": "true"}
        )

    @rule(
        target=seals,
        place=st.sampled_from(OWN * 4 + FOREIGN),
        who=st.sampled_from([WITH_ONE_DECISION, WITH_TWO_DECISIONS, IN_TWO_DISTRICTS]),
        method=st.sampled_from(["call_back", "control_questions"] * 4 + ["in_person"]),
    )
    def begin(self, place: Place, who: Any, method: str) -> Any:
        response = self.post(place, "identity", number=who.digits, method=method)
        if response.status_code != 200:
            return multiple()
        seal = SEALED.search(response.content.decode())[1]
        self.made_at[seal] = place
        return seal

    @rule(seal=seals, place=PLACES)
    def confirm(self, seal: str, place: Place | None) -> None:
        place = place or self.made_at[seal]
        if self.post(place, "identity/confirm", sealed=seal).status_code == 200:
            assert place == self.made_at[seal]
            self.confirmed.setdefault(seal, self.minutes)

    @rule(act=st.sampled_from(["give up", "close", 1.0, 4.0, 9.9, 10.1]), seal=seals, place=PLACES)
    def disturb(self, act: str | float, seal: str, place: Place | None) -> None:
        place = place or self.made_at[seal]
        if act == "give up":
            self.give_up(seal, place)
        elif act == "close":
            self.close(place.contact)
        else:
            self.wait(act)

    def give_up(self, seal: str, place: Place) -> None:
        gave_up = self.post(place, "identity/give-up", sealed=seal)
        assert gave_up.status_code != 200 or seal not in self.confirmed

    def close(self, contact: int) -> None:
        found = self.contacts[contact]
        Contact.objects.filter(pk=found.pk).update(closed_at=found.opened_at)
        self.closed.add(contact)

    def wait(self, minutes: float) -> None:
        """The clock is the database's: instead of waiting, what was done lies longer back."""
        self.minutes += minutes
        back = timedelta(minutes=minutes)
        for check in IdentityCheck.objects.all():
            check.begun_at -= back
            check.confirmed_at = check.confirmed_at and check.confirmed_at - back
            check.save()

    @rule(
        seal=st.one_of(seals, seals, seals, st.sampled_from(["", "forged"])),
        place=PLACES,
        purpose=st.sampled_from([*LookUp.Purpose.values * 2, "curiosity"]),
    )
    def look(self, seal: str, place: Place | None, purpose: str) -> None:
        place = place or self.made_at.get(seal, OWN[0])

        response = self.post(place, "answer", sealed=seal, purpose=purpose)

        may = (
            place == self.made_at.get(seal)
            and seal in self.confirmed
            and self.minutes - self.confirmed[seal] < 10
            and place.contact not in self.closed
            and purpose in LookUp.Purpose.values
        )
        self.told += may
        InAnyOrder.times_told += may
        assert bool(CLIENT_DATA.search(response.content.decode())) == may
        assert (response.status_code == 200) == may
        assert [event.action for event in log()] == A_LOOK * self.told


@pytest.mark.endurance
@pytest.mark.django_db
def test_only_the_right_order_tells_anything(settings):
    settings.LOOK_UPS_AN_HOUR = settings.LOOK_UPS_A_DAY = 1000
    agreed(*EVERY_FIELD)
    agreed(*EVERY_FIELD, district="skarholmen")

    run_state_machine_as_test(InAnyOrder, settings=often())

    assert InAnyOrder.times_told > 0


def often() -> settings:
    return settings(
        max_examples=scaled(200),
        derandomize=SHARE < 1,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
