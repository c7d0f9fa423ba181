"""Who has looked at a resident: complete, from the trail, recorded before it is shown, and shown only then."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections
from django.utils import timezone
from django.utils.translation import override

from contactcenter import pdf_fonts
from contactcenter.accounts.roles import Role
from contactcenter.audit import events, pseudonyms
from contactcenter.audit.models import AuditEvent
from contactcenter.log_review import extract_pdf, extracts
from contactcenter.log_review.extracts import Look, Wanted
from contactcenter.log_review.forms.extracts import SEALED_SECONDS, seal, unseal, years_before
from tests.factories import MembershipFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "189001019802", "189001029819"
PERSON = pseudonyms.of(NUMBER, year=2026)
ASK, FILE = "/audit/extract/", "/audit/extract/file/"
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def auditor():
    return UserFactory(display_name="Maria Lindqvist", roles=[Role.AUDITOR], language="en")


@pytest.fixture
def reader(client, auditor):
    client.force_login(auditor)
    return client


def look(*, by, number=NUMBER, contact=1, outcome="found", purpose="handler") -> None:
    person = pseudonyms.of(number, year=2026)
    events.record(
        by, "person.looked_up", person, at=timezone.now(), purpose=purpose, contact=contact
    )
    if outcome:
        events.record(
            by,
            "person.answered",
            person,
            at=timezone.now(),
            purpose=purpose,
            contact=contact,
            outcome=outcome,
        )


def wanted() -> Wanted:
    today = timezone.localdate()
    return Wanted(PERSON.value, today - timedelta(days=30), today, "The person asks")


def question(**more) -> dict:
    today = timezone.localdate()
    return {
        "number": NUMBER,
        "since": today - timedelta(days=365),
        "until": today,
        "purpose": "The person asks",
    } | more


def taken() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action="audit.extract_made").order_by("position"))


def test_every_look_up_of_the_person_is_there_with_its_answer():
    anna, omar = UserFactory(display_name="Anna Ek"), UserFactory(display_name="Omar Åström")
    MembershipFactory(user=omar, unit=UnitFactory(name="Järva reception"))
    look(by=anna)
    look(by=omar, contact=2, outcome="blocked", purpose="payout")
    look(by=anna, contact=3, outcome="")
    look(by=anna, number=OTHER)

    with override("en"):
        looks = extracts.looks_at(wanted())

    assert [(each.who, each.unit, each.purpose, each.outcome) for each in looks] == [
        ("Anna Ek", "Contact centre", "handler", "found"),
        ("Omar Åström", "Järva reception", "payout", "blocked"),
        ("Anna Ek", "Contact centre", "handler", ""),
    ]


def test_answer_belongs_to_the_look_up_in_the_same_contact():
    agent, other = UserFactory(), UserFactory()
    look(by=agent, contact=1, outcome="")
    look(by=other, contact=2, outcome="not_found")

    assert [each.outcome for each in extracts.looks_at(wanted())] == ["", "not_found"]


def test_days_outside_the_time_are_left_out():
    look(by=UserFactory())
    today = timezone.localdate()
    yesterday = Wanted(PERSON.value, today - timedelta(days=5), today - timedelta(days=1), "")

    assert extracts.looks_at(yesterday) == []


@pytest.mark.parametrize("written", [NUMBER, "18900101-9802", "900101+9802"])
def test_person_is_found_however_the_number_is_written(reader, written):
    look(by=UserFactory(display_name="Anna Ek"))

    assert "Anna Ek" in reader.post(ASK, question(number=written)).text


def test_extract_is_recorded_before_it_is_read(reader):
    look(by=UserFactory())

    response = reader.post(ASK, question())

    (event,) = taken()
    assert (event.subject_id, event.purpose) == (PERSON.value, "The person asks")
    assert (event.actor, event.details["form"]) == ("Maria Lindqvist", "page")
    assert NUMBER not in str(AuditEvent.objects.values())
    assert NUMBER not in response.text


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"number": "18900101-9803"}, "The last digit does not fit the others."),
        ({"number": "x"}, "Write ten or twelve digits"),
        ({"number": ""}, "This field is required."),
        ({"purpose": ""}, "This field is required."),
        ({"since": "2026-02-30"}, "Enter a valid date."),
        ({"since": "2026-11-02", "until": "2026-11-01"}, "on or after the first one"),
        ({"since": "2020-11-01", "until": "2026-11-01"}, "The log keeps 5 years."),
    ],
)
def test_question_that_makes_no_sense_shows_and_records_nothing(reader, wrong, fault):
    response = reader.post(ASK, question(**wrong))

    assert response.status_code == 422
    assert fault in response.text
    assert taken() == []


def test_five_whole_years_can_be_asked_for(reader):
    today = timezone.localdate()

    assert reader.post(ASK, question(since=years_before(today, 5))).status_code == 200


@pytest.mark.parametrize(
    ("day", "before"),
    [(date(2026, 11, 22), date(2021, 11, 22)), (date(2028, 2, 29), date(2023, 3, 1))],
)
def test_five_years_before_is_a_day_that_exists(day, before):
    assert years_before(day, 5) == before


def test_number_in_the_purpose_is_masked(reader):
    reader.post(ASK, question(purpose="For 18900101-9802"))

    assert taken()[0].purpose == "For ••••••-••••"


def test_nothing_personal_stands_in_an_address(reader, caplog):
    page = reader.post(ASK, question())
    file = fetch(reader, page, "csv")

    for address in [page.request["PATH_INFO"], file.request["PATH_INFO"]]:
        assert address in {ASK, FILE}
    assert not page.request["QUERY_STRING"]
    assert NUMBER[2:] not in caplog.text


def test_nobody_has_looked_is_said_in_words(reader):
    assert "Nobody has looked you up in this time." in reader.post(ASK, question()).text


def test_protected_persons_look_ups_are_there_with_a_plain_warning(reader):
    look(by=UserFactory(display_name="Anna Ek"), outcome="blocked")

    text = reader.post(ASK, question()).text

    assert "Anna Ek" in text
    assert "The person has protected identity, or had." in text


def test_warning_does_not_call_everybody_protected(reader):
    look(by=UserFactory())

    assert "The person has protected identity, or had." not in reader.post(ASK, question()).text


def fetch(reader, page, form, **changed):
    return reader.post(FILE, {"sealed": page.context["sealed"], "kind": form} | changed)


def test_csv_is_recorded_and_holds_no_formula(reader):
    look(by=UserFactory(display_name="=1+1"))
    page = reader.post(ASK, question())

    response = fetch(reader, page, "csv")

    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert (row["Who"], row["Unit"], row["Answer"]) == ("'=1+1", "Contact centre", "Found")
    assert [event.details["form"] for event in taken()] == ["page", "csv"]


def test_letters_of_a_pdf_are_not_in_the_log(reader, caplog):
    look(by=UserFactory())
    fetch(reader, reader.post(ASK, question()), "pdf")

    assert {record.name for record in caplog.records} == {"contactcenter.requests"}


def test_pdf_is_recorded_and_handed_over(reader):
    look(by=UserFactory())
    page = reader.post(ASK, question())

    response = fetch(reader, page, "pdf")

    assert response.content.startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"
    assert NUMBER not in response["Content-Disposition"]
    assert [event.details["form"] for event in taken()] == ["page", "pdf"]


@pytest.mark.parametrize("changed", [{"sealed": "x"}, {"sealed": ""}, {"kind": "exe"}])
def test_file_needs_the_page_before_it(reader, changed):
    page = reader.post(ASK, question())

    response = fetch(reader, page, "csv", **changed)

    assert response.status_code == 422
    assert len(taken()) == 1


def test_file_is_for_who_asked(reader, client):
    page = reader.post(ASK, question())
    client.force_login(UserFactory(roles=[Role.AUDITOR]))

    assert fetch(client, page, "csv").status_code == 422


def test_file_can_be_fetched_for_a_quarter_of_an_hour(auditor, time_machine):
    time_machine.move_to(AT, tick=False)
    sealed = seal(wanted(), by=auditor)

    time_machine.shift(SEALED_SECONDS)
    assert unseal(sealed, by=auditor) == wanted()
    time_machine.shift(1)
    assert unseal(sealed, by=auditor) is None


@contextmanager
def unwritable_log() -> Iterator[None]:
    """As the owner: until the end, no event can be written."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("REVOKE INSERT ON audit_auditevent FROM contactcenter_app")
        try:
            yield
        finally:
            cursor.execute("GRANT INSERT ON audit_auditevent TO contactcenter_app")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize("address", [ASK, FILE])
def test_without_a_log_nothing_is_shown_and_the_page_says_why(reader, address):
    look(by=UserFactory(display_name="Anna Ek"))
    page = reader.post(ASK, question())

    with unwritable_log():
        response = reader.post(ASK, question()) if address == ASK else fetch(reader, page, "csv")

    assert response.status_code == 503
    assert "The log cannot be written to right now" in response.text
    assert "Anna Ek" not in response.text


def test_number_of_queries_does_not_grow(reader, django_assert_num_queries):
    look(by=UserFactory())
    asked = wanted()
    with django_assert_num_queries(2):
        extracts.looks_at(asked)
    for contact in range(30):
        look(by=UserFactory(), contact=contact)

    with django_assert_num_queries(2):
        assert len(extracts.looks_at(asked)) == 31


def looks(*names: str) -> list[Look]:
    return [Look(AT, name, "Kontaktcenter Stockholm", "handler", "found") for name in names]


def pdf_of(*names: str) -> extract_pdf.ExtractPDF:
    pdf = extract_pdf.ExtractPDF("reference")
    pdf.write_looks(looks(*names))
    pdf_fonts.written(pdf)
    return pdf


@pytest.mark.parametrize(
    "name",
    ["Åsa Öberg", "Łukasz Żółć", "Gülşah Yıldız", "Þórður", "Nguyễn Thị Hà", "Ольга", "Ιωάννης"],
)
def test_pdf_shows_names_as_they_are_written(name):
    pdf = pdf_of(name)

    assert pdf.showable(name) == name
    assert not pdf.has_unknown_letters


def test_pdf_says_so_when_it_cannot_show_a_letter():
    pdf = pdf_of("سارة")

    assert pdf.has_unknown_letters
    assert pdf.showable("سارة Ek") == "???? Ek"


def test_long_pdf_goes_over_several_pages():
    assert pdf_of(*["Anna Ek"] * 200).page_no() > 3
