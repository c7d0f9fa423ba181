"""What an agent does with a callback from the desk: plain posts, as without script."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from cases import callbacks, contacts
from cases.models import Contact
from contactcenter.accounts.models import User
from contactcenter.database import now
from contactcenter.encryption import encrypt
from telephony import offers
from telephony.models import Attempt, Callback, Presence, Queue
from tests.cases.callbacks import agent_of, due
from tests.factories import AttemptFactory, OutcomeFactory, PresenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def manual(settings):
    settings.TELEPHONY_DRIVER = "manual"


@pytest.fixture
def taken(agent: User, queue: Queue) -> Contact:
    """Answer the contact of a callback that the agent has taken and not rung yet."""
    callback = due(
        queue,
        phone="+46701740605",
        do_not_say_who=True,
        pass_phrase=encrypt("Blue tram"),
    )
    return callbacks.take(callback, agent=agent, at=now())


def press(client: Client, act: str, callback: Callback, follow: bool = True, **data: str):
    return client.post(reverse(f"desk-callbacks:{act}", args=[callback.pk]), data, follow=follow)


def shown(client: Client, contact: Contact) -> str:
    return client.get(reverse("contacts:contact", args=[contact.pk])).content.decode()


def test_taking_leads_to_the_contact_with_the_callback_on_top(client, agent, queue):
    callback = due(queue)

    response = press(client, "take", callback)

    contact = Contact.objects.get()
    assert response.redirect_chain == [(reverse("contacts:contact", args=[contact.pk]), 302)]
    assert 'id="callback-card"' in response.content.decode()


def test_taking_twice_leads_to_the_same_contact(client, agent, queue):
    callback = due(queue)
    press(client, "take", callback)

    response = press(client, "take", callback)

    assert response.redirect_chain == [
        (reverse("contacts:contact", args=[Contact.objects.get().pk]), 302)
    ]


def test_what_a_colleague_has_is_answered_with_who_has_it(client, agent, queue):
    callback = due(queue)
    callbacks.take(callback, agent=agent_of(queue, display_name="Bo Ek"), at=now())

    response = press(client, "take", callback)

    assert response.status_code == 409
    assert "Bo Ek has it" in response.content.decode()


def test_an_offer_is_accepted_from_any_page(client, agent, queue):
    callback = due(queue)
    PresenceFactory(user=agent, since=now())
    offers.offer(callback, agent, at=now())
    frame = client.get(reverse("news:list")).content.decode()
    assert "A callback for you" in frame

    response = press(client, "take", callback, token=str(callback.lease_token))

    assert response.redirect_chain[-1][0] == reverse(
        "contacts:contact", args=[Contact.objects.get().pk]
    )


@pytest.mark.parametrize("token", ["", "x", "\x00", "6" * 32])
def test_an_offer_is_not_taken_by_another_token(client, agent, queue, token):
    callback = due(queue)
    offers.offer(callback, PresenceFactory(user=agent, since=now()).user, at=now())

    assert press(client, "take", callback, token=token).status_code == 409


def test_declining_gives_it_back_and_sets_one_away(client, agent, queue):
    callback = due(queue)
    offers.offer(callback, PresenceFactory(user=agent, since=now()).user, at=now())

    press(client, "decline", callback)

    callback.refresh_from_db()
    assert callback.status == Callback.Status.WAITING
    assert Presence.objects.get().state == Presence.State.AWAY


def test_the_card_has_wishes_in_sentences_number_and_pass_phrase(client, taken):
    html = shown(client, taken)

    assert "Do not say who is calling." in html
    assert "070-174 06 05" in html
    assert "Blue tram" in html
    assert "tel:+46" not in html  # nothing is dialled before it was checked once more


def test_ringing_shows_the_link_that_dials_and_a_button_for_each_outcome(client, taken):
    html = press(client, "dial", taken.callback).content.decode()

    assert 'href="tel:+46701740605"' in html
    assert html.count('name="callback-outcome"') == 7
    assert "Leave no message" in html  # to an answering machine of somebody in danger


def test_the_neutral_words_are_those_of_the_callbacks_language(client, agent, queue):
    contact = callbacks.take(due(queue, language="en"), agent=agent, at=now())

    html = press(client, "dial", contact.callback).content.decode()

    assert "This is the City of Stockholm. We will ring again." in html


def test_what_was_typed_is_saved_with_the_outcome(client, taken):
    press(client, "dial", taken.callback)

    press(
        client,
        "outcome",
        taken.callback,
        **{"callback-outcome": "reached", "q1-note": "About rent", "base-q1-note": ""},
    )

    assert taken.questions.get().note == "About rent"
    taken.callback.refresh_from_db()
    assert taken.callback.ending == Callback.Ending.REACHED


def test_after_no_answer_the_next_step_is_said_in_words(client, taken):
    press(client, "dial", taken.callback)

    response = press(client, "outcome", taken.callback, **{"callback-outcome": "no_answer"})

    assert response.redirect_chain[-1][0] == reverse("desk-callbacks:list")
    assert "No answer. We ring again: " in response.content.decode()


def test_the_history_of_attempts_stands_in_the_contact(client, agent, queue):
    callback = due(queue)
    colleague = agent_of(queue, display_name="Bo Ek")
    AttemptFactory(
        callback=callback, agent=colleague, state="ended", outcome="busy", ended_at=now()
    )

    html = shown(client, callbacks.take(callback, agent=agent, at=now()))

    assert "Busy" in html
    assert "Bo Ek" in html


def test_a_refusal_is_said_plainly_and_what_was_typed_stays(client, taken):
    taken.callback.queue.line.weeks.all().delete()

    response = press(
        client, "dial", taken.callback, **{"q1-note": "About rent", "base-q1-note": ""}
    )

    html = response.content.decode()
    assert response.status_code == 422
    assert "The line is closed" in html
    assert "About rent" in html


def test_a_cancelled_callback_is_not_rung(client, taken):
    Callback.objects.update(
        status="closed",
        ending="cancelled",
        closed_at=now(),
        offered_to=None,
        lease_token=None,
        lease_until=None,
        accepted_at=None,
    )

    assert press(client, "dial", taken.callback).status_code == 409
    assert not Attempt.objects.exists()


def test_ringing_twice_rings_once_and_stays_in_the_contact(client, taken):
    press(client, "dial", taken.callback)

    response = press(client, "dial", taken.callback)

    assert response.redirect_chain[-1][0] == reverse("contacts:contact", args=[taken.pk])
    assert Attempt.objects.count() == 1


def test_who_thought_for_too_long_is_left_with_no_empty_contact(client, taken):
    offers.expire(at=now() + offers.TIME_TO_DIAL)

    response = press(client, "dial", taken.callback)

    assert response.status_code == 409
    assert not Contact.objects.exists()


def test_an_unheard_of_outcome_is_refused(client, taken):
    press(client, "dial", taken.callback)

    response = press(client, "outcome", taken.callback, **{"callback-outcome": "happy"})

    assert response.status_code == 422


@pytest.mark.parametrize("state", ["ready", "break", "wrap_up", "away"])
def test_presence_is_said_with_one_button_on_the_page_one_is_on(client, agent, state):
    page = reverse("news:list")

    response = client.post(
        reverse("desk-callbacks:presence"),
        {"state": state},
        headers={"Referer": f"http://testserver{page}"},
    )

    assert response["Location"] == page
    assert Presence.objects.get(user=agent).state == state


@pytest.mark.parametrize("state", ["in_call", "", "\x00"])
def test_nobody_says_of_themselves_that_they_are_in_a_call(client, agent, state):
    assert client.post(reverse("desk-callbacks:presence"), {"state": state}).status_code == 422


def test_closing_the_contact_of_a_kept_callback_ends_the_wrap_up(client, taken):
    press(client, "dial", taken.callback)
    press(client, "outcome", taken.callback, **{"callback-outcome": "reached"})
    taken.questions.update(outcome=None)

    refused = client.post(reverse("contacts:close", args=[taken.pk]))

    assert refused.status_code == 422
    assert Presence.objects.get().state == Presence.State.WRAP_UP


def test_a_contact_is_not_closed_before_it_is_said_how_the_call_went(client, taken):
    press(client, "dial", taken.callback)

    response = client.post(reverse("contacts:close", args=[taken.pk]))

    assert response.status_code == 422
    assert "what came of the call" in response.content.decode()


def test_neither_number_nor_pass_phrase_goes_into_addresses_or_the_log(client, taken, caplog):
    caplog.set_level(logging.DEBUG)

    responses = [
        press(client, "dial", taken.callback),
        press(client, "outcome", taken.callback, **{"callback-outcome": "reached"}),
    ]

    addresses = [address for each in responses for address, _status in each.redirect_chain]
    assert not any("174" in address for address in addresses)
    assert "701740605" not in caplog.text
    assert "Blue tram" not in caplog.text


def test_the_next_one_leads_back_to_what_was_written_about_it(client, agent, queue):
    """Two contacts of one callback would leave nobody able to ring it."""
    contact = callbacks.take(due(queue), agent=agent, at=now())
    contacts.touch(contact, at=now())
    callbacks.give_back(contact.callback, contact, agent=agent, at=now())

    client.post(reverse("desk-callbacks:take-next"))

    assert Contact.objects.get() == contact
    assert press(client, "dial", contact.callback).status_code == 200


def test_what_ran_out_is_taken_again_from_the_contact_and_typed_text_is_kept(client, taken):
    contacts.touch(taken, at=now())
    offers.expire(at=now() + offers.TIME_TO_DIAL)
    assert reverse("desk-callbacks:take", args=[taken.callback_id]) in shown(client, taken)

    press(client, "take", taken.callback, **{"q1-note": "About rent", "base-q1-note": ""})

    assert taken.questions.get().note == "About rent"
    assert callbacks.is_held(Callback.objects.get(), agent=taken.agent)


def test_ringing_from_a_window_whose_contact_has_gone_says_what_happened(client, taken):
    callbacks.give_back(taken.callback, taken, agent=taken.agent, at=now())

    response = press(client, "dial", taken.callback)

    assert response.status_code == 409
    assert "It is not yours any more" in response.content.decode()


def test_whoever_has_one_already_is_led_to_it(client, taken, queue):
    response = press(client, "take", due(queue))

    html = response.content.decode()
    assert response.status_code == 409
    assert "You have a callback already" in html
    assert reverse("desk-callbacks:callback", args=[taken.callback_id]) in html


def test_what_one_holds_without_a_contact_goes_on_in_a_new_one(client, taken):
    contacts.touch(taken, at=now())
    taken.questions.update(outcome=OutcomeFactory())
    contacts.close(taken, agent=taken.agent, at=now())
    held = Callback.objects.get()
    page = client.get(reverse("desk-callbacks:callback", args=[held.pk])).content.decode()
    assert f'value="{held.lease_token}"' in page

    press(client, "take", held, token=str(held.lease_token))

    assert Contact.objects.still_open().get().callback == held


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("reached", "Reached"), ("invalid_number", "The number does not exist")],
)
def test_what_came_of_a_call_is_said_once(client, taken, outcome, said):
    press(client, "dial", taken.callback)

    response = press(client, "outcome", taken.callback, **{"callback-outcome": outcome})

    assert [str(message) for message in response.context["messages"]] == [said]
