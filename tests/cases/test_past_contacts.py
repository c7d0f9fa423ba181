from dataclasses import replace
from datetime import timedelta

import pytest

from cases import past_contacts
from cases.models import Contact
from cases.past_contacts import NotACode, Place, Sought
from contactcenter.codes import new_code
from tests.factories import (
    MONDAY_NINE,
    ContactFactory,
    DistrictFactory,
    OutcomeFactory,
    QuestionFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)
THAT_DAY = Sought(start=MONDAY_NINE, end=MONDAY_NINE + A_DAY)


def closed(at=MONDAY_NINE, **fields) -> Contact:
    return ContactFactory(closed_at=at, **fields)


def found(sought: Sought) -> list[Contact]:
    return past_contacts.page(past_contacts.find(sought), below=None).contacts


def test_the_span_of_time_is_half_open_and_newest_comes_first():
    first, last = closed(), closed(MONDAY_NINE + A_DAY - timedelta(microseconds=1))
    closed(MONDAY_NINE + A_DAY)
    ContactFactory()

    assert found(THAT_DAY) == [last, first]


def test_found_by_agent_and_channel():
    agent = UserFactory()
    letter = closed(agent=agent, channel=Contact.Channel.LETTER)
    closed(agent=agent)
    closed(channel=Contact.Channel.LETTER)

    assert found(replace(THAT_DAY, agent=agent, channel="letter")) == [letter]


def test_topic_district_and_outcome_are_those_of_one_question():
    topic, district, outcome = TopicFactory(), DistrictFactory(), OutcomeFactory()
    both = QuestionFactory(contact=closed(), topic=topic, district=district, outcome=outcome)
    spread = closed()
    QuestionFactory(contact=spread, topic=topic)
    QuestionFactory(contact=spread, number=2, district=district, outcome=outcome)

    sought = replace(THAT_DAY, topic=topic, district=district, outcome=outcome)
    assert found(sought) == [both.contact]


def test_a_topic_stands_for_those_under_it():
    parent = TopicFactory()
    question = QuestionFactory(contact=closed(), topic=TopicFactory(parent=parent))

    assert found(replace(THAT_DAY, topic=parent)) == [question.contact]


def test_the_list_goes_on_where_it_ended_even_among_contacts_of_one_moment(monkeypatch):
    monkeypatch.setattr(past_contacts, "PAGE_SIZE", 2)
    contacts = [closed() for _number in range(3)] + [closed(MONDAY_NINE + timedelta(seconds=1))]

    first = past_contacts.page(past_contacts.find(THAT_DAY), below=None)
    second = past_contacts.page(past_contacts.find(THAT_DAY), below=Place.read(str(first.older)))

    assert first.contacts == [contacts[3], contacts[2]]
    assert second.contacts == [contacts[1], contacts[0]]
    assert second.older is None


@pytest.mark.parametrize("text", ["", "x", "1", "1.", "²", "9" * 30 + ".1", "1.1.1"])
def test_what_is_no_place_begins_at_the_top(text):
    assert Place.read(text) is None


def test_the_latest_place_an_address_can_hold_is_a_moment():
    assert Place.read("9" * 17 + "." + "9" * 18).closed_at.year == 5138


@pytest.mark.parametrize("count", [1, 30])
def test_a_page_takes_two_queries_however_long(count, django_assert_num_queries):
    for _number in range(count):
        contact = closed()
        QuestionFactory(contact=contact, topic=TopicFactory(), district=DistrictFactory())
        QuestionFactory(contact=contact, number=2, outcome=OutcomeFactory())

    with django_assert_num_queries(2):
        for contact in found(THAT_DAY):
            [str(question.topic) for question in contact.questions.all()]


@pytest.mark.parametrize("written", ["0ab1 cdef-gh", "oabicdefgh", "OABLCDEFGH"])
def test_a_code_is_found_as_somebody_wrote_it(written):
    contact = ContactFactory(code="0AB1CDEFGH")

    assert past_contacts.by_code(written) == contact


@pytest.mark.parametrize(
    "number",
    ["19640823-3234", "640823-3234", "6408233234", "O7O-I74 O6 O5", "+46 70 174 06 05", "1"],
)
def test_no_number_is_looked_for(number, django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(NotACode) as refusal:
        past_contacts.by_code(number)

    assert number not in str(refusal.value)


@pytest.mark.parametrize("text", ["Anna Andersson", "0AB1CDEFG", "0AB1CDEFGU", ""])
def test_what_is_no_code_is_not_looked_for(text, django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(NotACode):
        past_contacts.by_code(text)


def test_every_code_has_a_letter(monkeypatch):
    drawn = iter("0123456789" + "01234567A9")
    monkeypatch.setattr("secrets.choice", lambda _alphabet: next(drawn))

    assert new_code() == "01234567A9"
