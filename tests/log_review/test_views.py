"""The log review: who may read it, what it shows, and that reading is recorded."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from contactcenter.accounts.roles import Role
from contactcenter.audit import anchors, events, pseudonyms, verification
from contactcenter.audit.models import AuditEvent
from contactcenter.log_review import reading
from tests import browser
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LIST, COPY = "/audit/", "/audit/copy/"


@pytest.fixture
def auditor():
    return UserFactory(display_name="Maria Lindqvist", roles=[Role.AUDITOR], language="en")


@pytest.fixture
def reader(client, auditor):
    client.force_login(auditor)
    return client


def record(action="line.opened", *, by=None, subject=None, count=1, **details) -> AuditEvent:
    for _ in range(count):
        event = events.record(by, action, subject, at=timezone.now(), **details)
    return event


def shown(response) -> list[int]:
    return [entry.event.position for entry in response.context["page"].entries]


@pytest.mark.parametrize("address", [LIST, COPY])
@pytest.mark.parametrize("role", Role)
def test_only_auditors_may_read_the_log(client, role, address):
    client.force_login(UserFactory(roles=[role]))

    response = client.get(address)

    assert response.status_code == (200 if role == Role.AUDITOR else 403)


@pytest.mark.parametrize("address", [LIST, COPY])
def test_anonymous_people_are_sent_to_sign_in(client, address):
    assert client.get(address).status_code == 302


def test_events_are_shown_newest_first(reader):
    record(count=3)

    assert shown(reader.get(LIST)) == [3, 2, 1]


def test_looking_is_recorded_before_anything_is_shown(reader, auditor):
    record()

    reader.get(LIST, {"person": "Ahmed"})

    looked = AuditEvent.objects.get(action="audit.viewed")
    assert looked.actor == "Maria Lindqvist"
    assert looked.details["question"]["person"] == "Ahmed"


def test_every_page_that_is_looked_at_is_recorded(reader):
    record(count=2)

    reader.get(LIST)
    reader.get(LIST, {"below": "2"})

    looked = AuditEvent.objects.filter(action="audit.viewed").order_by("position")
    assert [event.details["question"].get("below") for event in looked] == [None, "2"]


def test_older_events_are_on_the_next_page(reader):
    record(count=reading.PAGE_SIZE + 2)

    first = reader.get(LIST)
    second = reader.get(LIST, {"below": first.context["page"].older})

    assert shown(first) == list(range(52, 2, -1))
    assert shown(second) == [2, 1]
    assert second.context["page"].older is None


@pytest.mark.parametrize("below", ["", "x", "-1", "9" * 20, "9" * 5000, "²"])
def test_odd_page_is_no_fault(reader, below):
    record()

    assert reader.get(LIST, {"below": below}).status_code == 200


def test_what_is_asked_for_is_shown(reader):
    ahmed, other = UserFactory(display_name="Ahmed Yusuf"), UserFactory()
    record("line.closed", by=ahmed)
    record("line.closed_often", by=other)
    record("unit.closed", by=other, subject=ahmed)

    assert shown(reader.get(LIST, {"person": "yusuf"})) == [1]
    assert shown(reader.get(LIST, {"action": "line."})) == [2, 1]
    assert shown(reader.get(LIST, {"action": "line.closed"})) == [1]
    assert shown(reader.get(LIST, {"subject": f"accounts.user {ahmed.pk}"})) == [3]
    assert shown(reader.get(LIST, {"subject": str(ahmed.pk), "person": "yusuf"})) == []


def test_days_are_the_citys(reader):
    record()
    today = timezone.localdate()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)

    assert 1 in shown(reader.get(LIST, {"since": today, "until": today}))
    assert shown(reader.get(LIST, {"since": yesterday, "until": yesterday})) == []
    assert shown(reader.get(LIST, {"since": tomorrow, "until": tomorrow})) == []


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ({"since": "2026-02-30"}, "Enter a valid date."),
        ({"since": "2026-11-02", "until": "2026-11-01"}, "on or after the first one"),
        ({"since": "2020-01-01", "until": "2026-01-01"}, "Choose a year at most."),
        ({"since": "9999-12-31", "until": "9999-12-31"}, "Choose a moment in this century."),
        ({"action": "no.such_act"}, "Select a valid choice."),
        ({"subject": "189001019802"}, "no personal numbers"),
        ({"person": "18900101-9802"}, "no personal numbers"),
    ],
)
def test_question_that_makes_no_sense_is_told_beside_its_field(reader, question, fault):
    response = reader.get(LIST, question)

    assert response.status_code == 422
    assert fault in response.text
    assert not AuditEvent.objects.exists()


def test_person_who_signs_in_here_is_named_and_a_resident_is_not(reader):
    person = UserFactory(display_name="Ahmed Yusuf")
    record("person.second_factor_reset", subject=person)
    pseudonym = pseudonyms.of("189001019802", year=2026)
    record("person.looked_up", subject=pseudonym)

    resident, staff = reader.get(LIST).context["page"].entries

    assert staff.subject_name == "Ahmed Yusuf"
    assert (resident.subject_name, resident.subject) == ("", f"person {pseudonym.value[:11]}…")


def test_look_up_is_told_in_words(reader):
    person = pseudonyms.of("189001019802", year=2026)
    record("person.looked_up", subject=person, contact=17, purpose="payout", method="in_person")
    record("person.answered", subject=person, contact=17, outcome="blocked", alerts=["sequence"])

    answered, asked = reader.get(LIST).context["page"].entries

    assert asked.action == "Looked a person up in the case register"
    assert asked.purpose == "The person asks when money is paid out"
    assert asked.details == [("method", "In person, with an identity document")]
    assert answered.action == "Got the case register's answer about a person"
    assert dict(answered.details) == {
        "outcome": "Blocked: protected identity",
        "alerts": "Numbers in a row",
    }


def test_look_up_that_no_rule_noticed_has_no_alerts(reader):
    record("person.answered", outcome="found", alerts=[])

    details = dict(reader.get(LIST).context["page"].entries[0].details)

    assert details == {"outcome": "Found", "alerts": "–"}


def test_purpose_that_somebody_wrote_stays_as_written(reader):
    record("audit.exported", purpose="Yearly review")

    assert reader.get(LIST).context["page"].entries[0].purpose == "Yearly review"


def test_person_who_is_gone_is_shown_by_number(reader):
    person = UserFactory()
    record("person.disabled", subject=person)
    number = person.pk
    person.delete()

    assert f"accounts.user {number}" in reader.get(LIST).text


def test_event_that_was_altered_is_marked(reader):
    genuine = record()
    AuditEvent.objects.create(
        position=2,
        recorded_at=genuine.recorded_at,
        at=genuine.at,
        action="line.closed",
        previous_hash=genuine.hash,
        hash="0" * 64,
    )

    altered, whole = reader.get(LIST).context["page"].entries

    assert (altered.is_genuine, whole.is_genuine) == (False, True)


def test_act_that_happened_long_before_it_was_recorded_says_so(reader):
    events.record(None, "line.opened", at=datetime(2026, 1, 5, 8, tzinfo=UTC))

    assert "about 2026-01-05 09:00:00" in reader.get(LIST).text


def test_how_far_the_log_is_proved_is_shown(reader):
    anchors.write(record(), at=timezone.now())
    verification.run(at=timezone.now())

    proof = reader.get(LIST).context["proof"]

    assert (proof.verification.events, proof.problem) == (1, "")
    assert (proof.anchor.position, proof.uncovered) == (1, 1)


def test_log_that_was_found_broken_says_where(reader):
    event = record()
    AuditEvent(position=3, recorded_at=event.recorded_at, at=event.at).save(force_insert=True)
    with pytest.raises(verification.Broken):
        verification.run(at=timezone.now())

    text = reader.get(LIST).text

    assert "Broken at no. 2" in text
    assert "this event is missing" in text


def test_log_that_nobody_has_checked_says_so(reader):
    text = reader.get(LIST).text

    assert "Not yet" in text
    assert "Nothing yet" in text


@pytest.mark.parametrize("count", [1, 30])
def test_number_of_queries_does_not_grow_with_the_list(
    reader, count, django_assert_max_num_queries
):
    for _ in range(count):
        record("person.disabled", by=UserFactory(), subject=UserFactory())

    with django_assert_max_num_queries(12):
        assert len(shown(reader.get(LIST))) == count


def test_copy_needs_a_purpose(reader):
    response = reader.post(COPY, {"since": "2026-11-01", "until": "2026-11-30"})

    assert response.status_code == 422
    assert not AuditEvent.objects.filter(action="audit.exported").exists()


def test_copy_holds_the_events_asked_for_and_is_recorded(reader):
    record("line.opened", reason="=1+1")
    record("unit.closed", count=2)
    today = timezone.localdate()

    response = reader.post(
        COPY, {"since": today, "until": today, "action": "line.", "purpose": "Yearly review"}
    )

    (row,) = rows_of(response)
    assert (row["position"], row["action"], row["details"]) == (
        "1",
        "line.opened",
        '{"reason": "=1+1"}',
    )
    taken = AuditEvent.objects.get(action="audit.exported")
    assert (taken.actor, taken.purpose) == ("Maria Lindqvist", "Yearly review")
    assert taken.details["question"]["action"] == "line."
    assert response["Content-Disposition"] == f'attachment; filename="log_{today}_{today}.csv"'


def test_question_of_the_list_is_carried_over_to_the_copy(reader):
    text = reader.get(COPY, {"person": "Ahmed"}).text

    assert 'value="Ahmed"' in text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_accessible(page, live_server, auditor, language):
    auditor.language = language
    auditor.save()
    record(
        "person.disabled", by=auditor, subject=auditor, purpose="Left", unit="Järva", a=1, b=None
    )
    record("person.looked_up", subject=pseudonyms.of("189001019802", year=2026), contact=17)
    browser.sign_in(page, live_server.url, auditor)

    for address in [LIST, f"{LIST}?since=x", f"{LIST}?person=nobody", COPY]:
        page.goto(live_server.url + address)
        browser.axe(page)
        browser.every_check(page)


def rows_of(response) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))
