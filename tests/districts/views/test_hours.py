from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from contactcenter.accounts.roles import DistrictRole, Role
from contactcenter.audit.models import AuditEvent
from districts import hours_editing, line_hours
from districts.models import HoursChange, PhoneLine
from districts.phone_hours import ExceptionPeriod, Interval, Mode, PhoneHours, Season, Week
from tests.factories import DistrictFactory, MembershipFactory, PhoneLineFactory, UserFactory

pytestmark = pytest.mark.django_db

MONDAY = "2026-11-23 09:00+01:00"
TODAY = date(2026, 11, 23)
CLOSED = ((),) * 7
MORNINGS = ((Interval(510, 570),),) * 5 + ((), ())
OLD = Week(date(2026, 1, 1), MORNINGS)
WEEK = {"revision": "0", "original": "", "mode": "hours", "valid_from": "2026-11-23"}
THURSDAY = {"3-0-starts": "13", "3-0-ends": "14"}
MOMENT = {"moment": "2026-11-26T08:00"}


@pytest.fixture(autouse=True)
def on_a_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def address(line, part="week", name="edit-hours"):
    district = line.unit.district
    slug = district.slug if district else "city"
    return reverse(f"district:{name}", args=[slug, line.slug, part])


def hours_of(line):
    line.refresh_from_db()
    return line_hours.of(line, at=timezone.now())


def store(line, hours, *, revision=0, by=None):
    return hours_editing.save(
        line, hours, revision=revision, by=by or UserFactory(), at=timezone.now()
    )


def test_saved_hours_hold_at_once(admin_client, line, admin):
    response = admin_client.post(address(line), WEEK | THURSDAY, follow=True)

    assert "Saved. Residents see it at once." in response.content.decode()
    assert hours_of(line).weeks == (Week(TODAY, (*CLOSED[:3], (Interval(780, 840),), *CLOSED[4:])),)
    assert HoursChange.objects.get().changed_by == admin


def test_what_changes_nothing_is_not_saved(admin_client, line):
    store(line, PhoneHours(mode=Mode.ALWAYS))

    response = admin_client.post(
        address(line), WEEK | {"mode": "always", "revision": "1"}, follow=True
    )

    assert "Nothing has changed" in response.content.decode()
    assert HoursChange.objects.count() == 1


def test_with_errors_everything_typed_stays_and_nothing_is_saved(admin_client, line):
    response = admin_client.post(address(line), WEEK | THURSDAY | {"0-0-starts": "8x"})

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="8x"' in page
    assert 'value="13"' in page
    assert "Monday, hours 1, from – Write a time like 08:30." in page
    assert hours_of(line).weeks == ()


def test_another_row_is_given_without_checking_what_was_typed(admin_client, line):
    typed = WEEK | {"0-0-starts": "8x", "rows": "add-0"}

    page = admin_client.post(address(line, name="change-rows"), typed).content.decode()

    assert 'value="8x"' in page
    assert 'name="0-1-starts"' in page
    assert "Write a time" not in page


def test_htmx_gets_the_editor_alone(admin_client, line):
    page = admin_client.post(
        address(line, name="change-rows"),
        WEEK | {"rows": "add-0"},
        headers={"HX-Request": "true", "HX-Target": "editor"},
    ).content.decode()

    assert page.strip().startswith('<div id="editor"')


def test_the_preview_saves_nothing_and_tells_each_language(admin_client, line):
    response = admin_client.post(address(line, name="preview-hours"), WEEK | THURSDAY | MOMENT)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Closed. Opens today 13:00." in page
    assert page.count('lang="ti"') == 4
    assert 'dir="rtl"' in page
    assert "Thursday, from 23 November 2026" in page
    assert hours_of(line).weeks == ()


def test_the_preview_says_where_callers_go_meanwhile(admin_client, line):
    duty = PhoneLineFactory(mode=PhoneLine.Mode.ALWAYS, number="08-465 004 44")
    PhoneLine.objects.filter(pk=line.pk).update(outside_hours=duty)

    page = admin_client.post(
        address(line, name="preview-hours"), WEEK | THURSDAY | MOMENT
    ).content.decode()

    assert f"Until then: {duty.unit}, 08-465 004 44." in page


def test_a_preview_of_what_is_wrong_says_what_is_wrong(admin_client, line):
    response = admin_client.post(
        address(line, name="preview-hours"),
        WEEK | MOMENT | {"0-0-starts": "8x"},
        headers={"HX-Request": "true", "HX-Target": "preview"},
    )

    assert response.status_code == 422
    assert "Monday, hours 1, from: Write a time like 08:30." in response.content.decode()


def test_the_preview_looks_within_this_century(admin_client, line):
    response = admin_client.post(
        address(line, name="preview-hours"), WEEK | {"moment": "9999-12-31T23:59"}
    )

    assert response.status_code == 422
    assert "Choose a moment in this century." in response.content.decode()


@pytest.mark.parametrize("name", ["preview-hours", "change-rows"])
def test_a_page_made_by_a_button_can_be_loaded_again(admin_client, line, name):
    response = admin_client.get(address(line, name=name))

    assert (response.status_code, response["Location"]) == (302, address(line))


def test_somebody_faster_is_shown_beside_what_was_typed(admin_client, line):
    store(line, PhoneHours(weeks=(OLD,)), by=UserFactory(display_name="Berit"))

    response = admin_client.post(address(line), WEEK | THURSDAY)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Berit" in page
    assert "13:00–14:00" in page
    assert hours_of(line).weeks == (OLD,)


def test_mine_can_be_saved_on_top(admin_client, line):
    store(line, PhoneHours(weeks=(OLD,)))
    conflict = admin_client.post(address(line), WEEK | THURSDAY)

    admin_client.post(address(line), hidden_fields(conflict))

    assert hours_of(line).weeks[-1] == Week(
        TODAY, (*CLOSED[:3], (Interval(780, 840),), *CLOSED[4:])
    )


def hidden_fields(response):
    """Answer what the page's last form would post."""
    form, renewed = response.context["form"], response.context["line"].revision
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, False)} | {
        "revision": renewed
    }


def test_what_no_longer_goes_with_what_is_saved_comes_back_as_a_form(admin_client, line):
    days = ExceptionPeriod(date(2026, 12, 1), date(2026, 12, 2), (), "We are moving")
    typed = {"revision": "0", "first": "2026-12-02", "reason": "Staff day", "kind": "closed"}
    store(line, PhoneHours(exceptions=(days,)))

    response = admin_client.post(address(line, "exceptions"), typed)

    assert response.status_code == 422
    assert "there is already an exception: We are moving" in response.content.decode()


def test_a_season_and_an_exception_are_saved(admin_client, line):
    summer = {
        "revision": "0",
        "name": "Summer",
        "first_day": "1",
        "first_month": "5",
        "last_day": "31",
        "last_month": "8",
    }
    eve = {"revision": "1", "first": "2026-12-24", "reason": "Closed early", "kind": "hours"}

    admin_client.post(address(line, "seasons"), summer)
    admin_client.post(address(line, "exceptions"), eve | {"0-0-starts": "9", "0-0-ends": "12"})

    hours = hours_of(line)
    assert hours.seasons == (Season("Summer", (5, 1), (8, 31), CLOSED),)
    assert hours.exceptions == (
        ExceptionPeriod(
            date(2026, 12, 24), date(2026, 12, 24), (Interval(540, 720),), "Closed early"
        ),
    )


def test_a_season_can_be_opened_by_its_name_and_taken_away(admin_client, line):
    store(line, PhoneHours(seasons=(Season("Jul & nyår", (12, 20), (1, 6), CLOSED),)))

    page = admin_client.get(address(line, "seasons"), {"original": "Jul & nyår"}).content.decode()
    admin_client.post(
        address(line, "seasons", "remove-hours"), {"revision": "1", "original": "Jul & nyår"}
    )

    assert 'value="Jul &amp; nyår"' in page
    assert hours_of(line).seasons == ()


def test_taking_away_on_a_page_that_is_out_of_date_is_refused(admin_client, line):
    store(line, PhoneHours(seasons=(Season("Summer", (5, 1), (8, 31), CLOSED),)))

    response = admin_client.post(
        address(line, "seasons", "remove-hours"), {"revision": "0", "original": "Summer"}
    )

    assert response.status_code == 409
    assert len(hours_of(line).seasons) == 1


@pytest.mark.parametrize("part", ["week", "seasons", "exceptions"])
@pytest.mark.parametrize("name", ["edit-hours", "change-rows", "preview-hours", "remove-hours"])
def test_an_administrator_of_another_district_finds_nothing(client, line, part, name):
    client.force_login(MembershipFactory(role=DistrictRole.ADMIN).user)

    response = client.post(address(line, part, name), WEEK | THURSDAY)

    assert response.status_code == 404
    assert hours_of(line).weeks == ()


def test_staff_of_the_district_may_not_change_hours(client, line, unit):
    client.force_login(MembershipFactory(unit=unit).user)

    assert client.post(address(line), WEEK | THURSDAY).status_code == 403


def test_who_is_admin_elsewhere_and_staff_here_finds_nothing_to_change(client, line, unit):
    person = MembershipFactory(unit=unit).user
    MembershipFactory(user=person, role=DistrictRole.ADMIN)
    client.force_login(person)

    assert client.post(address(line), WEEK | THURSDAY).status_code == 404


def test_the_citys_own_lines_are_the_administrators(client, admin_client):
    line = PhoneLineFactory(unit__district=None, follows_holidays=False)
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))

    assert admin_client.get(address(line)).status_code == 404
    assert client.post(address(line), WEEK | THURSDAY).status_code == 302
    assert len(hours_of(line).weeks) == 1


def test_an_administrator_of_the_city_leaves_the_districts_to_themselves(client, line):
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))

    assert client.get(address(line)).status_code == 404


def test_the_overview_says_what_is_to_be_seen_to(admin_client, admin, unit, line):
    store(line, PhoneHours(weeks=(OLD,)), by=admin)
    PhoneLineFactory(unit=unit, number="", dial="", mode=PhoneLine.Mode.NOT_PUBLISHED)
    line.closures.create(
        starts_at=timezone.now(),
        ends_at=timezone.now() + timedelta(hours=1),
        reason="Fire alarm",
        closed_by=admin,
    )

    page = admin_client.get(reverse("district:hours", args=[unit.district.slug])).content.decode()

    assert "The number is missing." in page
    assert "The hours are not published." in page
    assert "Fire alarm" in page
    assert "holidays within 60 days wait for a decision" in page
    assert "Ada, Nov. 23, 2026, 9 a.m." not in page  # one way of writing dates
    assert "Ada, 23 November 2026 09:00" in page


def test_the_overview_asks_the_same_number_of_queries_for_1_line_and_for_30(
    admin_client, unit, django_assert_num_queries
):
    url = reverse("district:hours", args=[unit.district.slug])
    store(PhoneLineFactory(unit=unit), PhoneHours(weeks=(OLD,)))
    admin_client.get(url)
    with django_assert_num_queries(QUERIES_OF_THE_OVERVIEW):
        admin_client.get(url)
    for _number in range(29):
        store(PhoneLineFactory(unit=unit), PhoneHours(weeks=(OLD,)))

    with django_assert_num_queries(QUERIES_OF_THE_OVERVIEW):
        admin_client.get(url)


QUERIES_OF_THE_OVERVIEW = 14


def test_staff_see_the_overview_and_no_way_to_change_it(client, unit, line):
    client.force_login(MembershipFactory(unit=unit).user)

    page = client.get(reverse("district:hours", args=[unit.district.slug])).content.decode()

    assert str(line.role) in page
    assert address(line) not in page


def test_the_start_leads_to_the_only_district_or_lets_one_choose(admin_client, admin, unit):
    response = admin_client.get(reverse("district:start"))
    assert response["Location"] == reverse("district:home", args=[unit.district.slug])
    MembershipFactory(user=admin, unit__district=DistrictFactory(name="Farsta"))

    assert "Farsta" in admin_client.get(reverse("district:start")).content.decode()


def test_nothing_was_recorded_for_what_was_only_looked_at(admin_client, line):
    admin_client.get(address(line))
    admin_client.post(address(line, name="preview-hours"), WEEK | THURSDAY | MOMENT)

    assert AuditEvent.objects.count() == 0
