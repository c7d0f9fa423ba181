"""How editors change the norm on their pages: propose, compare, try, publish."""

import pytest
from django.test import Client
from django.urls import reverse

from contactcenter.accounts.models import User
from knowledge.models import NormYear
from knowledge.norm import pasted
from knowledge.norm.calculator import Formula
from knowledge.norm.tables import LUNCH_AWAY_ITEMS
from tests.factories import MONDAY_NINE, NormYearFactory, UserFactory
from tests.knowledge.norm.test_page import text_of
from tests.xss import ALL, assert_harmless

pytestmark = pytest.mark.django_db

PROPOSE = "/editor/norms/propose/"
ABOUT = {
    "year": 2027,
    "status": "official",
    "formula": Formula.PERSONAL_AND_COMMON,
    "legal_basis": "12 kap. 1–3 §§ socialtjänstförordningen (2025:468)",
    "sources": "SFS 2026:1 https://svenskforfattningssamling.se/",
    "reason": "The ordinance is out.",
}


@pytest.fixture
def author() -> User:
    return UserFactory(roles=["editor"], language="en", display_name="Anna")


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def second_editor() -> Client:
    return signed_in(UserFactory(roles=["editor"], language="en", display_name="Bo"))


def typed(**changes: object) -> dict[str, object]:
    """Answer the whole form of a year, as the browser sends it."""
    return {**NormYearFactory.build().amounts, **ABOUT, **changes}


def proposed_by(person: User, **fields: object) -> NormYear:
    return NormYearFactory(state="proposed", proposed_by=person, **fields)


def page_of(version: NormYear, act: str = "norm-version") -> str:
    return reverse(f"editor:{act}", args=[version.pk])


def test_a_year_goes_from_proposal_to_residents(author):
    first, second = signed_in(author), second_editor()

    answer = first.post(PROPOSE, typed(single=4100), follow=True)
    proposal = NormYear.objects.get()
    assert "Proposed. It holds when another editor has published it." in text_of(answer)
    assert "2027" not in text_of(Client().get("/en/norm/"))
    second.post(page_of(proposal, "publish-norm"))

    text = text_of(Client().get("/en/norm/?adults=single&year=2027&month=1"))
    assert "5 380 kr per month" in text


def test_the_form_begins_with_what_holds_and_a_new_year_begins_empty(author):
    NormYearFactory(year=2026)
    client = signed_in(author)

    change = client.get(f"{PROPOSE}?year=2026").context["form"]
    new = client.get(PROPOSE).context["form"]

    assert (change["single"].value(), change["reason"].value()) == (3940, None)
    assert (new["year"].value(), new["single"].value(), new["formula"].value()) == (
        2027,
        None,
        None,
    )


@pytest.mark.parametrize("start", ["?from=x", "?from=999999999999", "?year=²", "?year=1"])
def test_an_odd_address_begins_a_form_all_the_same(author, start):
    assert signed_in(author).get(f"{PROPOSE}{start}").status_code == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"single": ""}, "This field is required."),
        ({"child_7": "-1"}, "greater than or equal to 0"),
        ({"common_7": "2830.50"}, "Enter a whole number."),
        ({"formula": ""}, "This field is required."),
        ({"reason": ""}, "This field is required."),
        ({"year": "1984"}, "greater than or equal to 1985"),
        ({"legal_basis": "2025-13-01:\nSomething"}, "Write days as 2025-07-01."),
        ({"sources": "x\0y"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(author, change, said):
    response = signed_in(author).post(PROPOSE, typed(**change))

    assert response.status_code == 422
    assert said in text_of(response)
    assert response.context["form"]["couple"].value() == "7100"
    assert not NormYear.objects.exists()


def test_amounts_for_lunch_at_preschool_may_be_left_out(author):
    client = signed_in(author)

    client.post(PROPOSE, typed(**dict.fromkeys(LUNCH_AWAY_ITEMS, "")))

    proposal = NormYear.objects.get()
    assert not proposal.table.knows_lunch_away
    assert "Amounts for lunch at preschool are missing." in text_of(client.get(page_of(proposal)))


def test_a_second_proposal_for_the_year_has_to_wait(author):
    proposed_by(author, year=2027)

    response = second_editor().post(PROPOSE, typed())

    assert response.status_code == 409
    assert "Another table for the year waits already." in text_of(response)
    assert NormYear.objects.count() == 1


def test_pasting_fills_the_form_and_keeps_what_was_typed(author):
    text = pasted.write(NormYearFactory.build().table)

    response = signed_in(author).post(
        reverse("editor:fill-norm"), {"text": text, "reason": "The ordinance is out."}
    )

    form = response.context["form"]
    assert response.status_code == 200
    assert (form["common_7"].value(), form["reason"].value()) == (2830, "The ordinance is out.")
    assert not NormYear.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [("nothing here", "There is no row of the table"), ("21-22 år;1", "is not a row of the table")],
)
def test_what_cannot_be_pasted_is_said(author, text, said):
    response = signed_in(author).post(reverse("editor:fill-norm"), {"text": text})

    assert response.status_code == 422
    assert said in text_of(response)


def test_the_second_editor_sees_what_changes_and_what_looks_odd(author):
    NormYearFactory(year=2026)
    amounts = {**NormYearFactory.build().amounts, "single": 5001}
    proposal = proposed_by(author, year=2026, version=2, amounts=amounts, reason="Wrong before.")

    text = text_of(second_editor().get(page_of(proposal)))

    assert "Changes from 2026, version 1 One adult was: 3940 becomes: 5001" in text
    assert "Amounts are usually even tens of kronor." in text
    assert "Wrong before." in text


def test_a_proposal_can_be_tried_before_it_holds(author):
    amounts = {**NormYearFactory.build().amounts, "single": 4100}
    proposal = proposed_by(author, year=2027, amounts=amounts)

    response = second_editor().get(f"{page_of(proposal, 'try-norm')}?adults=single")

    assert "5 380 kr per month" in text_of(response)
    assert "are planned" not in text_of(response)


@pytest.mark.parametrize(
    ("is_author", "offered", "not_offered"),
    [(True, "Take back", "Do not publish"), (False, "Do not publish", "Take back")],
)
def test_each_editor_is_offered_what_they_may_do(author, is_author, offered, not_offered):
    proposal = proposed_by(author, year=2027)

    text = text_of((signed_in(author) if is_author else second_editor()).get(page_of(proposal)))

    assert offered in text
    assert not_offered not in text


def test_the_author_who_publishes_all_the_same_is_refused(author):
    proposal = proposed_by(author, year=2027)

    response = signed_in(author).post(page_of(proposal, "publish-norm"))

    assert response.status_code == 422
    assert "Another editor has to publish it." in text_of(response)
    assert NormYear.objects.get().state == "proposed"


@pytest.mark.parametrize("act", ["publish-norm", "decline-norm"])
def test_who_comes_too_late_is_told(author, act):
    proposal = NormYearFactory(year=2027, proposed_by=author, decided_by=UserFactory())

    response = second_editor().post(page_of(proposal, act), {"note": "No."})

    assert response.status_code == 409
    assert "Somebody has decided on this table already." in text_of(response)


def test_declining_asks_why_and_keeps_the_answer(author):
    proposal = proposed_by(author, year=2027)
    client = second_editor()

    without = client.post(page_of(proposal, "decline-norm"), {"note": ""})
    client.post(page_of(proposal, "decline-norm"), {"note": "The couple is wrong."})

    assert without.status_code == 422
    assert "The couple is wrong." in text_of(client.get("/editor/norms/2027/"))
    assert "Nothing is published for this year." in text_of(client.get("/editor/norms/2027/"))


def test_a_year_shows_every_version_and_its_table_as_text(author):
    NormYearFactory(year=2026, state="replaced", reason="The first.")
    NormYearFactory(year=2026, version=2, reason="The second.")

    response = signed_in(author).get("/editor/norms/2026/")

    text = text_of(response)
    assert "The first." in text
    assert "The second." in text
    assert pasted.read(response.context["text"]).problems == []
    assert signed_in(author).get("/editor/norms/2025/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_as_many_queries_however_long(author, django_assert_max_num_queries, count):
    for year in range(2000, 2000 + count):
        NormYearFactory(year=year)
        proposed_by(author, year=year, version=2)
    client = signed_in(author)
    client.get("/editor/norms/")

    with django_assert_max_num_queries(8):
        client.get("/editor/norms/")


def test_nothing_that_an_editor_writes_runs(author):
    payloads = [
        payload.replace("\0", "") for payload in ALL
    ]  # the form refuses it, as PostgreSQL does
    everything = "\n".join(payloads)
    for number, payload in enumerate(payloads):
        texts = {"reason": payload[:300], "decision_note": payload[:300]}
        NormYearFactory.create(year=2027, version=number + 1, state="declined", **texts)
    NormYearFactory(
        year=2026, legal_basis=everything, sources=everything, notes=everything, reason=""
    )
    client = signed_in(author)

    pages = ["/editor/norms/2027/", "/editor/norms/2026/", f"{PROPOSE}?year=2026"]
    for page in [*pages, "/en/norm/?adults=single&year=2026&month=1"]:
        assert_harmless(client.get(page).content.decode())
    odd = client.post(PROPOSE, typed(year="<script>alert(1)</script>", sources=everything))
    assert_harmless(odd.content.decode())


def test_amounts_that_came_with_the_house_have_no_author(author):
    NormYearFactory(year=2026, decided_at=MONDAY_NINE)

    assert "Came with the house" in text_of(signed_in(author).get("/editor/norms/2026/"))
