"""What a person sets right: what came of a doubtful call, another number, another time, no call at all."""

import pytest
from django.test import Client
from django.urls import reverse

from contactcenter.database import now
from telephony.models import Callback
from tests.cases.callbacks import agent_of, due
from tests.factories import AttemptFactory

pytestmark = pytest.mark.django_db


def press(client: Client, act: str, callback: Callback, follow: bool = True, **data: str):
    return client.post(reverse(f"desk-callbacks:{act}", args=[callback.pk]), data, follow=follow)


@pytest.mark.parametrize(
    ("answer", "status"),
    [("reached", "closed"), ("not_reached", "waiting"), ("ring_again", "waiting")],
)
def test_an_unknown_attempt_is_settled_by_a_person(client, agent, queue, answer, status):
    callback = due(queue, status="needs_person", needs="may_have_rung")
    AttemptFactory(callback=callback, agent=agent_of(queue), state="unknown", placed_at=now())

    press(client, "unknown", callback, answer=answer, attempt="1")

    callback.refresh_from_db()
    assert callback.status == status


def test_an_unknown_attempt_is_settled_once(client, agent, queue):
    callback = due(queue)

    assert press(client, "unknown", callback, answer="reached").status_code == 409


def test_another_number_frees_a_callback_that_could_not_be_rung(client, agent, queue):
    callback = due(queue, status="needs_person", needs="invalid_number")

    press(client, "number", callback, number="070-174 06 99")

    callback.refresh_from_db()
    assert callback.status == Callback.Status.WAITING


def test_a_callback_that_failed_for_the_network_waits_again(client, agent, queue):
    callback = due(queue, status="needs_person", needs="network")

    press(client, "put-back", callback)

    callback.refresh_from_db()
    assert callback.status == Callback.Status.WAITING


def test_a_callback_is_cancelled_for_whoever_asked(client, agent, queue):
    callback = due(queue)

    press(client, "cancel", callback)

    callback.refresh_from_db()
    assert callback.ending == Callback.Ending.CANCELLED


def test_an_answer_about_an_earlier_attempt_settles_no_later_one(client, agent, queue):
    """A page with the three buttons may stand open for hours."""
    callback = due(queue, status="needs_person", needs="may_have_rung")
    AttemptFactory(callback=callback, number=1, state="ended", outcome="no_answer", ended_at=now())
    later = AttemptFactory(callback=callback, number=2, state="unknown", placed_at=now())

    response = press(client, "unknown", callback, answer="ring_again", attempt="1")

    later.refresh_from_db()
    assert (response.status_code, later.state) == (409, "unknown")


@pytest.mark.parametrize("status", ["waiting", "needs_person", "offered"])
def test_cancelling_asks_first_wherever_it_can_be_done(client, agent, queue, status):
    held = {"offered_to": agent_of(queue), "lease_token": "6" * 32, "lease_until": now()}
    more = {"needs_person": {"needs": "network"}, "offered": held}.get(status, {})
    callback = due(queue, status=status, **more)
    address = reverse("desk-callbacks:cancel", args=[callback.pk])
    assert (
        address
        in client.get(reverse("desk-callbacks:callback", args=[callback.pk])).content.decode()
    )

    html = client.get(address).content.decode()

    assert f"Cancel the callback {callback.code}?" in html
    callback.refresh_from_db()
    assert callback.status == status


@pytest.mark.parametrize("act", ["cancel", "move"])
def test_what_is_over_is_neither_cancelled_nor_moved(client, agent, queue, act):
    callback = due(queue, status="closed", ending="reached", closed_at=now())

    asked = client.get(reverse(f"desk-callbacks:{act}", args=[callback.pk]))
    response = press(client, act, callback)

    assert asked.status_code == response.status_code == 409
    assert "It cannot be changed any more" in response.content.decode()


def test_a_new_number_that_has_a_callback_leads_to_that_one(client, agent, queue):
    live = due(queue, phone="+46701740699")
    callback = due(queue, status="needs_person", needs="invalid_number")

    response = press(client, "number", callback, number="070-174 06 99")

    assert response.redirect_chain[-1][0] == reverse("desk-callbacks:callback", args=[live.pk])
    folded = client.get(reverse("desk-callbacks:callback", args=[callback.pk])).content.decode()
    assert reverse("desk-callbacks:callback", args=[live.pk]) in folded
