"""Two editors change the norm: one proposes, another one publishes. Nothing that was published is overwritten."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from contactcenter.accounts.models import User
from contactcenter.audit.models import AuditEvent
from contactcenter.log_review.actions import NAMES
from knowledge.models import NormYear
from knowledge.norm import starting_years, years
from knowledge.norm.calculator import Formula
from knowledge.norm.tables import NormTable
from tests.factories import MONDAY_NINE, NormYearFactory, UserFactory
from tests.knowledge.norm import facts

ABOUT = {
    "status": NormYear.Status.OFFICIAL,
    "formula": Formula.PERSONAL_AND_COMMON,
    "legal_basis": "12 kap. 1–3 §§ socialtjänstförordningen (2025:468)",
    "sources": "SFS 2026:1 https://svenskforfattningssamling.se/",
    "reason": "The ordinance is out.",
}


def editor() -> User:
    return UserFactory(roles=["editor"])


def propose(year: int, *, by: User, **changes: int | None) -> NormYear:
    table = NormTable({**NormYearFactory.build().amounts, **changes})
    return years.propose(year, table, by=by, at=MONDAY_NINE, **ABOUT)


def states(year: int) -> list[tuple[int, str]]:
    return list(NormYear.objects.filter(year=year).values_list("version", "state"))


@pytest.mark.django_db
def test_a_proposal_changes_nothing_until_a_second_editor_publishes_it():
    NormYearFactory(year=2026)
    first, second = editor(), editor()

    proposal = propose(2026, by=first, single=4000)
    before = NormYear.objects.published().get(year=2026).table.known("single")
    years.publish(proposal, by=second, at=MONDAY_NINE)

    after = NormYear.objects.published().get(year=2026).table.known("single")
    assert (before, after) == (3940, 4000)
    assert states(2026) == [(2, "published"), (1, "replaced")]


@pytest.mark.django_db
def test_a_new_year_is_published_in_the_same_way():
    proposal = propose(2027, by=editor())

    years.publish(proposal, by=editor(), at=MONDAY_NINE)

    assert states(2027) == [(1, "published")]


@pytest.mark.django_db
def test_whoever_proposed_it_cannot_publish_it():
    author = editor()
    proposal = propose(2027, by=author)

    with pytest.raises(years.OwnProposal):
        years.publish(proposal, by=author, at=MONDAY_NINE)

    assert states(2027) == [(1, "proposed")]


@pytest.mark.django_db
def test_the_database_refuses_it_too():
    author = editor()
    proposal = propose(2027, by=author)

    with pytest.raises(IntegrityError), transaction.atomic():
        NormYear.objects.filter(pk=proposal.pk).update(
            state="published", decided_by=author, decided_at=MONDAY_NINE
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        NormYear.objects.filter(pk=proposal.pk).update(state="published", decided_at=MONDAY_NINE)


@pytest.mark.django_db
def test_one_proposal_a_year_waits_at_a_time():
    propose(2027, by=editor())

    with pytest.raises(years.AlreadyProposed):
        propose(2027, by=editor())

    assert propose(2028, by=editor()).version == 1


@pytest.mark.django_db
@pytest.mark.parametrize("by_the_author", [True, False])
def test_what_is_declined_or_taken_back_is_kept_and_makes_room(by_the_author):
    author = editor()
    proposal = propose(2027, by=author)

    decider = author if by_the_author else editor()
    years.decline(proposal, note="A typing error.", by=decider, at=MONDAY_NINE)

    assert (proposal.decision_note, proposal.decided_by) == ("A typing error.", decider)
    assert propose(2027, by=author).version == 2


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["publish", "decline"])
@pytest.mark.parametrize("second", ["publish", "decline"])
def test_what_is_decided_is_not_decided_again(first, second):
    proposal = propose(2027, by=editor())
    acts = {
        "publish": lambda: years.publish(proposal, by=editor(), at=MONDAY_NINE),
        "decline": lambda: years.decline(proposal, note="No.", by=editor(), at=MONDAY_NINE),
    }
    acts[first]()
    after_the_first = states(2027)

    with pytest.raises(years.NotProposed):
        acts[second]()

    assert states(2027) == after_the_first


@pytest.mark.django_db
def test_each_act_is_recorded_and_has_words():
    author, second = editor(), editor()
    NormYearFactory(year=2026)
    years.publish(propose(2026, by=author, single=4000), by=second, at=MONDAY_NINE)
    years.decline(propose(2026, by=author), note="No.", by=second, at=MONDAY_NINE)

    acts = AuditEvent.objects.filter(action__startswith="norm.").order_by("pk")
    assert [(event.action, event.actor_id) for event in acts] == [
        ("norm.proposed", author.pk),
        ("norm.published", second.pk),
        ("norm.proposed", author.pk),
        ("norm.declined", second.pk),
    ]
    assert acts[0].details == {"year": 2026, "version": 2}
    assert {event.action for event in acts} <= NAMES.keys()


def at_once(*acts: object) -> list[BaseException | None]:
    """Do all at the same moment, each on its own connection; answer what each raised."""
    barrier = Barrier(len(acts))

    def run(act: object) -> BaseException | None:
        barrier.wait()
        try:
            act()
        except (years.NotProposed, years.AlreadyProposed) as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_publish_at_once_one_has_published():
    NormYearFactory(year=2026)
    proposal = propose(2026, by=editor(), single=4000)
    copies = [NormYear.objects.get(pk=proposal.pk) for _each in range(2)]
    second, third = editor(), editor()

    outcomes = at_once(
        lambda: years.publish(copies[0], by=second, at=MONDAY_NINE),
        lambda: years.publish(copies[1], by=third, at=MONDAY_NINE),
    )

    assert sorted(type(error).__name__ for error in outcomes) == ["NoneType", "NotProposed"]
    assert states(2026) == [(2, "published"), (1, "replaced")]
    assert AuditEvent.objects.filter(action="norm.published").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_propose_at_once_one_has_proposed():
    first, second = editor(), editor()

    outcomes = at_once(lambda: propose(2027, by=first), lambda: propose(2027, by=second))

    assert sorted(type(error).__name__ for error in outcomes) == ["AlreadyProposed", "NoneType"]
    assert states(2027) == [(1, "proposed")]


@pytest.mark.django_db
def test_the_house_begins_with_every_year_of_the_file():
    assert starting_years.load(at=MONDAY_NINE) == len(facts.YEARS)

    statuses = dict(NormYear.objects.published().values_list("year", "status"))
    assert statuses.keys() == facts.YEARS.keys()
    for year, entry in facts.YEARS.items():
        assert (statuses[year] == "official") is (entry["status"] == "official")


@pytest.mark.django_db
def test_loading_again_leaves_what_editors_have_done():
    NormYearFactory(year=2026, amounts={**NormYearFactory.build().amounts, "single": 1})

    assert starting_years.load(at=MONDAY_NINE) == len(facts.YEARS) - 1
    assert starting_years.load(at=MONDAY_NINE) == 0

    assert NormYear.objects.get(year=2026).table.known("single") == 1


@pytest.mark.django_db
def test_every_source_of_the_file_is_kept():
    starting_years.load(at=MONDAY_NINE)

    for year in NormYear.objects.all():
        written = facts.YEARS[year.year]["sources"]
        assert [(source.name, source.url) for source in year.source_list] == [
            (source["name"], source.get("url", "")) for source in written
        ]
