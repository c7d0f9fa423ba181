"""A month is drawn once, for every unit; the sample has its size and can be proved; planted misuse is found, all of it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from threading import Barrier, Thread

import pytest
from django.db import connection

from cases.models import LookUp, LookUpAlert
from contactcenter.audit.models import AuditEvent
from contactcenter.log_review import drawing, schedule
from contactcenter.log_review.models import Reason, Review
from tests.factories import (
    LookUpAlertFactory,
    MembershipFactory,
    UnitFactory,
    UserFactory,
)
from tests.log_review.month import (
    DRAWN_AT,
    MONDAY,
    OCTOBER,
    look_up,
    open_contact_centre,
    working_days,
)

pytestmark = pytest.mark.django_db


def draw_october() -> list[Review]:
    return drawing.draw(OCTOBER, by=None, at=DRAWN_AT)


def picked(review: Review, reason: Reason) -> list[int]:
    return [item.look_up_id for item in review.items.all() if reason in item.reasons]


@pytest.mark.parametrize(
    ("look_ups", "size"), [(0, 0), (3, 3), (10, 10), (40, 10), (200, 10), (201, 11), (400, 20)]
)
def test_sample_is_five_percent_rounded_up_and_ten_at_least(look_ups, size):
    review = Review(seed="a", percent=5, at_least=10)

    assert len(drawing.sample(review, range(look_ups))) == size


def test_sample_can_be_proved_from_what_the_trail_tells():
    agent = UserFactory()
    for at in working_days(30):
        look_up(at, by=agent)

    (review,) = draw_october()

    (drawn,) = AuditEvent.objects.filter(action="review.drawn")
    seed = drawn.details["seed"]
    places = {
        pk: sha256(f"{seed} {pk}".encode()).hexdigest()
        for pk in LookUp.objects.values_list("pk", flat=True)
    }
    proved = sorted(places, key=places.get)[: review.at_least]
    assert sorted(picked(review, Reason.RANDOM)) == sorted(proved)
    assert (drawn.details["look_ups"], drawn.details["picked"]) == (30, 10)


def test_each_review_has_a_seed_of_its_own():
    first, second = (
        drawing.draw(OCTOBER, by=None, at=DRAWN_AT),
        drawing.draw(date(2026, 9, 1), by=None, at=DRAWN_AT),
    )

    assert first[0].seed != second[0].seed


def test_chance_favours_nobody():
    times = Counter(pk for seed in range(400) for pk in drawing.ranked(str(seed), range(20))[:5])

    assert set(times) == set(range(20))
    assert max(times.values()) < 1.5 * 100
    assert min(times.values()) > 0.6 * 100


def test_facts_are_copied_so_that_they_stay():
    found = look_up()
    contact, code, subject = found.contact, found.contact.code, found.subject
    (review,) = draw_october()

    contact.delete()

    (item,) = review.items.all()
    assert (item.look_up, item.contact, item.contact_code, item.subject) == (
        None,
        None,
        code,
        subject,
    )
    assert (item.agent, item.at, item.outcome) == (found.agent, MONDAY, LookUp.Outcome.FOUND)


def test_agents_belong_to_their_unit_and_else_to_the_contact_centre():
    unit = UnitFactory()
    at_unit, without_unit = UserFactory(), UserFactory()
    MembershipFactory(user=at_unit, unit=unit)
    look_up(by=at_unit)
    look_up(by=without_unit)

    reviews = {review.unit: review for review in draw_october()}

    assert {unit: review.look_ups for unit, review in reviews.items()} == {None: 1, unit: 1}
    assert reviews[unit].items.get().agent == at_unit


def test_month_without_look_ups_is_documented_too():
    (review,) = draw_october()

    assert (review.unit, review.look_ups, review.items.count()) == (None, 0, 0)


def test_month_is_the_citys_own():
    last = look_up(datetime(2026, 10, 31, 22, 59, tzinfo=UTC))
    look_up(datetime(2026, 10, 31, 23, 0, tzinfo=UTC))  # midnight in Stockholm
    look_up(datetime(2026, 9, 30, 21, 59, tzinfo=UTC))

    (review,) = draw_october()

    assert [item.look_up for item in review.items.all()] == [last]


def test_month_that_is_not_over_cannot_be_drawn():
    with pytest.raises(drawing.NotOver):
        drawing.draw(OCTOBER, by=None, at=DRAWN_AT - timedelta(seconds=1))


def test_month_is_drawn_once():
    look_up()
    draw_october()

    with pytest.raises(drawing.AlreadyDrawn):
        draw_october()

    assert Review.objects.count() == 1
    assert AuditEvent.objects.filter(action="review.drawn").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_at_once_draw_once():
    look_up()
    ready, drawn = Barrier(2), []

    def draw() -> None:
        ready.wait()
        drawn.append(drawing.draw_due(by=None, at=DRAWN_AT))
        connection.close()

    both = [Thread(target=draw) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert sorted(drawn) == [[], [OCTOBER]]
    assert Review.objects.get().items.count() == 1


def test_every_month_since_the_first_look_up_is_due():
    look_up(datetime(2026, 8, 5, 8, tzinfo=UTC))
    draw_october()

    assert drawing.due(at=DRAWN_AT) == [date(2026, 8, 1), date(2026, 9, 1)]
    assert drawing.draw_due(by=None, at=DRAWN_AT) == [date(2026, 8, 1), date(2026, 9, 1)]
    assert drawing.due(at=DRAWN_AT) == []


def test_nothing_is_due_before_the_first_look_up_or_before_a_month_is_over():
    assert drawing.due(at=DRAWN_AT) == []

    look_up(DRAWN_AT)

    assert drawing.due(at=DRAWN_AT + timedelta(days=29)) == []
    assert drawing.due(at=DRAWN_AT + timedelta(days=30)) == [date(2026, 11, 1)]


def test_clock_goes_a_year_back_at_most():
    look_up(datetime(2020, 8, 5, 8, tzinfo=UTC))

    assert drawing.due(at=DRAWN_AT)[0] == date(2025, 11, 1)


def test_clock_draws(time_machine):
    look_up()
    time_machine.move_to(DRAWN_AT)

    schedule.draw()
    schedule.draw()

    assert Review.objects.get().drawn_by is None


def plant_misuse() -> dict[Reason, set[int]]:
    """Plant misuse of each kind among the look-ups of agents who do nothing else wrong."""
    at = MONDAY + timedelta(days=1)
    planted = {
        Reason(rule): {LookUpAlertFactory(look_up=look_up(at), rule=rule).look_up_id}
        for rule in [
            LookUpAlert.Rule.OWN_NUMBER,
            LookUpAlert.Rule.SAME_SURNAME,
            LookUpAlert.Rule.SEQUENCE,
        ]
    }
    silent, late, on_sunday = (
        look_up(at, touched_at=at - timedelta(hours=1)),
        look_up(at.replace(hour=21)),
        look_up(MONDAY + timedelta(days=6)),
    )
    return planted | {
        Reason.NO_CONVERSATION: {silent.pk},
        Reason.OUTSIDE_HOURS: {late.pk, on_sunday.pk},
    }


def test_planted_misuse_is_found_all_of_it_and_nothing_else():
    open_contact_centre()
    busy, colleagues = UserFactory(), UserFactory.create_batch(9)
    for agent, count in [(busy, 61), *((colleague, 20) for colleague in colleagues)]:
        for at in working_days(count):
            look_up(at, by=agent)
    planted = plant_misuse()

    (review,) = draw_october()

    assert {reason: set(picked(review, reason)) for reason in planted} == planted
    of_busy = LookUp.objects.in_bulk(picked(review, Reason.VOLUME)).values()
    assert [each.agent for each in of_busy] == [busy] * drawing.OF_A_PERSON
    assert review.look_ups == 61 + 9 * 20 + 6
    assert len(picked(review, Reason.RANDOM)) == 13  # 5 % of 247


def test_what_rules_found_comes_first():
    open_contact_centre()
    look_up(MONDAY)
    at_night = look_up(MONDAY + timedelta(hours=12))

    (review,) = draw_october()

    assert [item.number for item in review.items.all()] == [1, 2]
    assert review.items.get(number=1).look_up == at_night
