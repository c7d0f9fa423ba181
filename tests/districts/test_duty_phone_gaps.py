"""A duty phone that is missing when it is needed is told to those who can do something about it, once."""

from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection

from contactcenter import celery_app
from contactcenter.accounts.roles import DistrictRole, Role
from districts import duty_phone_gaps, duty_phones, schedule, tasks, work
from districts.models import DutyPhoneGap, PhoneLine, Unit
from tests.districts.facts import at
from tests.factories import DistrictFactory, MembershipFactory, PhoneLineFactory, UserFactory

NOW, LATER = at("2026-10-14 10:00"), at("2026-10-14 11:00")

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return DistrictFactory(slug="farsta", name="Farsta")


@pytest.fixture
def admin(district):
    return MembershipFactory(
        user__language="en", unit__district=district, role=DistrictRole.ADMIN
    ).user


@pytest.fixture
def rung():
    """What is handed to a worker is done at once."""
    celery_app.conf.task_always_eager = True
    yield
    celery_app.conf.task_always_eager = False


def ask(district, moment=NOW) -> None:
    duty_phone_gaps.remember(duty_phones.route(district, at=moment), at=moment)


def enter_number(district) -> PhoneLine:
    return PhoneLineFactory(unit__district=district, unit__kind=Unit.Kind.DUTY_PHONE)


def test_it_is_counted_how_often_and_when_it_was_asked_for(district):
    ask(district)
    ask(district, LATER)

    gap = DutyPhoneGap.objects.get()
    assert (gap.district, gap.lacks, gap.times_asked) == (district, "unit", 2)
    assert (gap.first_asked_at, gap.last_asked_at) == (NOW, LATER)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_find_one_gap(district):
    barrier = Barrier(2)

    def ask_together() -> None:
        barrier.wait()
        ask(district)
        connection.close()

    threads = [Thread(target=ask_together) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert DutyPhoneGap.objects.get().times_asked == 2


def test_a_duty_phone_that_is_there_leaves_no_trace(district):
    enter_number(district)

    ask(district)

    assert not DutyPhoneGap.objects.exists()


def test_without_a_district_nothing_is_missing():
    ask(None)

    assert not DutyPhoneGap.objects.exists()


def test_a_gap_is_filled_when_the_phone_is_there_the_next_time(district):
    ask(district)
    enter_number(district)

    ask(district, LATER)

    assert DutyPhoneGap.objects.get().filled_at == LATER


def test_a_gap_that_comes_again_is_another_one(district):
    ask(district)
    line = enter_number(district)
    ask(district, LATER)
    PhoneLine.objects.filter(pk=line.pk).update(number="", dial="")

    ask(district, LATER)

    assert [gap.lacks for gap in DutyPhoneGap.objects.unfilled()] == ["number"]
    assert DutyPhoneGap.objects.count() == 2


def test_the_district_administrator_finds_it_among_what_waits(district, admin):
    ask(district)

    [mine] = work.of(admin, at=LATER, language="en")

    assert mine.gap == DutyPhoneGap.objects.get()
    assert mine.waits


def test_the_desk_says_so_in_words(district, admin, client):
    ask(district)
    ask(district, LATER)
    client.force_login(admin)

    html = client.get("/desk/").content.decode()

    assert "The duty phone could not be rung when somebody needed it." in html
    assert "Asked for 2 times" in html


def test_it_waits_no_longer_once_the_number_is_there(district, admin):
    ask(district)
    enter_number(district)

    [mine] = work.of(admin, at=LATER, language="en")

    assert mine.gap is None


def test_the_district_administrator_gets_one_mail(district, admin):
    ask(district)
    tasks.tell_of_duty_phone_gap(DutyPhoneGap.objects.get().pk)
    ask(district, LATER)

    tasks.tell_of_duty_phone_gap(DutyPhoneGap.objects.get().pk)

    [message] = mail.outbox
    assert message.to == [admin.email]
    assert message.subject == "The duty phone of Farsta cannot be rung"
    assert "There is no duty phone." in message.body
    assert "/district/farsta/lines/" in message.body


def test_where_a_district_has_no_administrator_the_houses_are_told(district):
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    MembershipFactory(unit__district=district, role=DistrictRole.STAFF)
    ask(district)

    tasks.tell_of_duty_phone_gap(DutyPhoneGap.objects.get().pk)

    [message] = mail.outbox
    assert message.to == [administrator.email]
    assert message.body.rstrip().endswith("/people/")


def test_a_mail_that_cannot_be_sent_is_tried_again(district, admin, settings):
    ask(district)
    gap = DutyPhoneGap.objects.get()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(OSError, match="refused"):
        duty_phone_gaps.tell(gap, at=NOW)

    assert list(DutyPhoneGap.objects.untold()) == [gap]


def test_the_clock_rings_for_those_that_nobody_was_told_of(district, admin, rung):
    ask(district)

    schedule.tell_of_duty_phone_gaps()
    schedule.tell_of_duty_phone_gaps()

    assert len(mail.outbox) == 1
