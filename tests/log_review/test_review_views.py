"""The review's pages: what a reviewer sees and never sees, that reading is recorded, and what a decision answers."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Contact
from contactcenter.accounts.roles import Role
from contactcenter.audit.models import AuditEvent
from contactcenter.log_review.days import month_before, month_of
from contactcenter.log_review.models import Decision, Reason, Review
from tests.factories import (
    ContactFactory,
    DecisionFactory,
    LookUpFactory,
    OutcomeFactory,
    QuestionFactory,
    ReviewFactory,
    ReviewItemFactory,
    TopicFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST, DRAW = "/audit/reviews/", "/audit/reviews/draw/"


@pytest.fixture
def auditor():
    return UserFactory(display_name="Maria Lindqvist", roles=[Role.AUDITOR], language="en")


@pytest.fixture
def reader(client, auditor):
    client.force_login(auditor)
    return client


def page(review: Review) -> str:
    return reverse("audit:review", args=[review.pk])


def decision_on(item, verdict="in_order", *, seen=0, comment="", **more) -> dict:
    return {"verdict": verdict, "seen": seen, "comment": comment, **more}


def decide(reader, item, verdict="in_order", *, htmx=False, **more):
    headers = {"HX-Request": "true"} if htmx else {}
    data = decision_on(item, verdict, **more)
    return reader.post(reverse("audit:decide", args=[item.pk]), data, headers=headers)


def views() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action="review.viewed").order_by("position"))


def test_list_shows_how_far_each_review_has_come(reader):
    unit = UnitFactory(name="Järva reception")
    decided, _left = ReviewItemFactory.create_batch(2, review=ReviewFactory(unit=unit))
    DecisionFactory(item=decided)

    response = reader.get(LIST)

    (review,) = response.context["page"]
    assert (review.unit_name, review.picked, review.decided) == ("Järva reception", 2, 1)
    assert "Begun" in response.text
    assert views() == []  # no look-up is shown


def test_list_offers_to_draw_what_is_due_and_draws_it_once(reader):
    month = month_before(month_of(timezone.localdate()))
    LookUpFactory(at=timezone.now().replace(year=month.year, month=month.month, day=15))

    assert "Draw now" in reader.get(LIST).text
    assert "1 month was drawn." in reader.post(DRAW, follow=True).text
    assert "Draw now" not in reader.get(LIST).text
    assert "has been drawn already" in reader.post(DRAW, follow=True).text

    assert Review.objects.get().month == month


def test_empty_list_says_so(reader):
    assert "Nothing to review yet" in reader.get(LIST).text


def test_item_shows_who_looked_and_what_happened_but_not_on_whom(reader):
    contact = ContactFactory(channel=Contact.Channel.PHONE)
    QuestionFactory(
        contact=contact, topic=TopicFactory(name="Rent"), outcome=OutcomeFactory(name="Answered")
    )
    look_up = LookUpFactory(contact=contact)
    item = ReviewItemFactory(look_up=look_up, reasons=[Reason.SAME_SURNAME, Reason.RANDOM])

    text = reader.get(page(item.review)).text

    for shown in [str(item.agent), contact.code, "Rent", "Answered", "Control questions"]:
        assert shown in text
    for reason in ["The same surname as the agent", "Drawn at random"]:
        assert reason in text
    assert item.subject[:8] in text
    assert item.subject not in text


def test_item_whose_contact_is_forgotten_says_so(reader):
    item = ReviewItemFactory()
    item.contact.delete()

    assert "no longer kept" in reader.get(page(item.review)).text


def test_own_look_up_is_shown_without_facts_and_without_a_form(reader, auditor):
    look_up = LookUpFactory(contact__agent=auditor)
    item = ReviewItemFactory(look_up=look_up)

    text = reader.get(page(item.review)).text

    assert "Somebody else goes through it." in text
    assert item.contact_code not in text
    assert reverse("audit:decide", args=[item.pk]) not in text


def test_each_page_that_is_read_is_recorded_once_with_its_purpose(reader):
    review = ReviewFactory()
    ReviewItemFactory.create_batch(21, review=review)

    reader.get(page(review))
    reader.get(page(review), {"page": 2})

    assert [(event.purpose, event.details["page"]) for event in views()] == [
        ("log_review", 1),
        ("log_review", 2),
    ]


@pytest.mark.parametrize("number", ["0", "-1", "x", "99", "9" * 50])
def test_odd_page_is_no_fault(reader, number):
    item = ReviewItemFactory()

    assert reader.get(page(item.review), {"page": number}).status_code == 200


def test_only_what_is_left_can_be_shown(reader):
    review = ReviewFactory()
    decided, left = ReviewItemFactory.create_batch(2, review=review)
    DecisionFactory(item=decided)

    cards = list(reader.get(page(review), {"left": ""}).context["page"])

    assert cards == [left]


def test_decision_leads_back_to_the_look_up(reader):
    item = ReviewItemFactory()

    response = decide(reader, item, page="2")

    assert response.url == f"{page(item.review)}?page=2#item-{item.pk}"
    assert item.decisions.get().verdict == Decision.Verdict.IN_ORDER


def test_decision_by_htmx_answers_with_the_card_and_the_progress(reader):
    item = ReviewItemFactory()

    response = decide(reader, item, htmx=True)

    assert f'id="item-{item.pk}"' in response.text
    assert "1 of 1 decided" in response.text
    assert "<html" not in response.text


@pytest.mark.parametrize("htmx", [False, True])
def test_passing_on_needs_a_comment(reader, htmx):
    item = ReviewItemFactory()

    response = decide(reader, item, "passed_on", htmx=htmx)

    assert response.status_code == 422
    assert "Write to whom you pass it on, and why." in response.text
    assert not item.decisions.exists()


def test_personal_number_in_a_comment_is_masked(reader):
    item = ReviewItemFactory()

    decide(reader, item, "to_be_asked", comment="Why 18900101-9802?")

    assert item.decisions.get().comment == "Why ••••••-••••?"


@pytest.mark.parametrize("htmx", [False, True])
def test_decision_of_somebody_else_is_shown_before_it_is_changed(reader, htmx):
    item = DecisionFactory(verdict="to_be_asked", item=ReviewItemFactory()).item

    response = decide(reader, item, comment="My own words", htmx=htmx)

    assert response.status_code == 409
    assert "Somebody else has decided meanwhile." in response.text
    assert "To be asked" in response.text
    assert "My own words" in response.text
    assert 'name="seen" value="1"' in response.text
    assert item.decisions.count() == 1


def test_own_look_up_is_refused_by_the_server(reader, auditor):
    item = ReviewItemFactory(look_up=LookUpFactory(contact__agent=auditor))

    assert decide(reader, item).status_code == 403
    assert not item.decisions.exists()


def test_signed_review_takes_no_decision(reader, auditor):
    item = DecisionFactory().item
    reader.post(reverse("audit:sign", args=[item.review.pk]))

    assert decide(reader, item, seen=1).status_code == 409
    assert reverse("audit:decide", args=[item.pk]) not in reader.get(page(item.review)).text


def test_signing_asks_first_and_tells_what_it_is_about(reader, auditor):
    item = DecisionFactory().item
    address = reverse("audit:sign", args=[item.review.pk])

    question = reader.get(address)
    signed = reader.post(address, follow=True)

    assert "In order: 1" in question.text
    assert "The review is signed off." in signed.text
    item.review.refresh_from_db()
    assert item.review.signed_by == auditor


@pytest.mark.parametrize("method", ["get", "post"])
def test_review_that_is_not_ready_is_not_signed(reader, method):
    item = ReviewItemFactory()

    response = getattr(reader, method)(reverse("audit:sign", args=[item.review.pk]))

    assert response.status_code == 422
    assert Review.objects.unsigned().count() == 1


@pytest.mark.parametrize(
    ("name", "method"),
    [("report", "get"), ("copy-review", "post"), ("sign", "get"), ("sign", "post")],
)
def test_whole_review_is_not_for_somebody_who_is_reviewed_in_it(reader, auditor, name, method):
    item = ReviewItemFactory(look_up=LookUpFactory(contact__agent=auditor))
    DecisionFactory(item=item)

    response = getattr(reader, method)(reverse(f"audit:{name}", args=[item.review.pk]))

    assert response.status_code == 403
    assert item.contact_code not in response.text


def test_report_holds_every_decision_and_is_recorded(reader):
    item = ReviewItemFactory()
    DecisionFactory(item=item, verdict="to_be_asked", comment="Why twice?")
    DecisionFactory(item=item, number=2, comment="Rang back after a dropped call")

    text = reader.get(reverse("audit:report", args=[item.review.pk])).text

    assert "Why twice?" in text
    assert "Rang back after a dropped call" in text
    assert [event.details for event in views()] == [{"form": "report"}]


def test_file_holds_a_line_for_each_decision_and_no_formula(reader):
    review = ReviewFactory()
    first, _second = ReviewItemFactory.create_batch(2, review=review)
    DecisionFactory(item=first, comment="=1+1")
    DecisionFactory(item=first, number=2, comment="Fine")

    response = reader.post(reverse("audit:copy-review", args=[review.pk]))

    text = response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [(row["No."], row["Comment"]) for row in rows] == [
        ("1", "'=1+1"),
        ("1", "Fine"),
        ("2", ""),
    ]
    assert (
        response["Content-Disposition"]
        == 'attachment; filename="review_2026-10_contact-centre.csv"'
    )
    assert [event.details for event in views()] == [{"form": "csv"}]


def test_number_of_queries_does_not_grow(reader):
    reviews = [ReviewFactory(unit=UnitFactory())]
    add_item(reviews[0])
    addresses = [LIST, page(reviews[0]), reverse("audit:report", args=[reviews[0].pk])]
    for address in addresses:
        reader.get(address)  # the first request of a session writes to it
    before = [queries(reader, address) for address in addresses]

    reviews += [ReviewFactory(unit=UnitFactory()) for _ in range(29)]
    for _ in range(29):
        add_item(reviews[0])

    assert [queries(reader, address) for address in addresses] == before
    assert max(before) <= 20


def add_item(review: Review) -> None:
    item = ReviewItemFactory(review=review)
    QuestionFactory(contact=item.contact, topic=TopicFactory(), outcome=OutcomeFactory())
    DecisionFactory(item=item)


def queries(reader, address) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(address).status_code == 200
    return len(asked)
