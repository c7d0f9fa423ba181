import pytest
from django.urls import reverse

from districts.models import PhoneLine
from tests.factories import PhoneLineFactory, UnitFactory

pytestmark = pytest.mark.django_db

QUERIES = 11
CITY_NUMBER = "020-600 650"


def address(unit, name="lines", *args):
    return reverse(f"district:{name}", args=[unit.district.slug, *args])


def typed(unit, **values):
    return {
        "unit": unit.pk,
        "role_sv": "Handläggare",
        "channel": "phone",
        "number": "08-465 004 07",
        "dial": "",
        "tariff": "ordinary",
        "follows_holidays": "on",
        "is_public": "on",
        "sort_order": "0",
    } | values


def errors(response):
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


def test_a_new_line_gets_what_is_dialled_worked_out(admin_client, unit):
    response = admin_client.post(address(unit, "create-line"), typed(unit))

    line = unit.lines.get()
    assert (line.number, line.dial, line.tariff) == ("08-465 004 07", "+46846500407", "ordinary")
    assert response["Location"] == address(unit, "edit-hours", line.slug, "week")


def test_where_it_is_not_certain_what_is_dialled_the_page_asks(admin_client, unit):
    number = "08-465 004 07, choose 2"

    response = admin_client.post(address(unit, "create-line"), typed(unit, number=number))
    assert errors(response) == {
        "dial": ["Write the number as it is dialled, such as +46846500400."]
    }
    admin_client.post(address(unit, "create-line"), typed(unit, number=number, dial="+46846500407"))

    assert unit.lines.get().number == number


def test_what_is_dialled_has_only_digits(admin_client, unit):
    response = admin_client.post(address(unit, "create-line"), typed(unit, dial="08-465"))

    assert errors(response) == {"dial": ["Write only digits, beginning with + and the country."]}


@pytest.mark.parametrize(("number", "tariff"), [(CITY_NUMBER, "free"), ("0771-46 50 04", "shared")])
def test_some_numbers_settle_what_a_call_costs(admin_client, unit, number, tariff):
    admin_client.post(address(unit, "create-line"), typed(unit, number=number))

    assert unit.lines.get().tariff == tariff


def test_a_line_may_have_no_number_yet(admin_client, unit):
    admin_client.post(address(unit, "create-line"), typed(unit, number=""))

    assert (unit.lines.get().number, unit.lines.get().dial) == ("", "")


def test_an_ordinary_number_is_never_said_to_be_free(admin_client, unit):
    response = admin_client.post(address(unit, "create-line"), typed(unit, tariff="free"))

    assert response.status_code == 422
    assert "Only 020 and 0200 numbers are free for the caller." in response.content.decode()


def test_a_changed_number_takes_what_is_dialled_along(admin_client, line, unit):
    values = typed(unit, dial=line.dial, revision=0)

    admin_client.post(address(unit, "change-line", line.slug), values)

    line.refresh_from_db()
    assert (line.number, line.dial) == ("08-465 004 07", "+46846500407")


def test_callers_never_go_round_in_a_circle(admin_client, line, unit):
    after = PhoneLineFactory(unit=unit, outside_hours=line)

    response = admin_client.post(
        address(unit, "change-line", line.slug), typed(unit, revision=0, outside_hours=after.pk)
    )

    assert errors(response) == {
        "outside_hours": ["Callers would come back to this line. Choose another."]
    }


def test_callers_may_go_to_the_districts_own_lines_and_the_citys(admin_client, line, unit):
    own, city = PhoneLineFactory(unit=unit), PhoneLineFactory(unit__district=None)
    PhoneLineFactory()

    page = admin_client.get(address(unit, "change-line", line.slug))

    assert set(page.context["form"].fields["outside_hours"].queryset) == {own, city}


def test_a_line_never_moves_to_another_districts_unit(admin_client, line, unit):
    response = admin_client.post(
        address(unit, "change-line", line.slug), typed(UnitFactory(), revision=0)
    )

    assert set(errors(response)) == {"unit"}


def test_a_line_that_somebody_changed_is_shown_before_it_is_overwritten(admin_client, line, unit):
    PhoneLine.objects.filter(pk=line.pk).update(revision=1, role_en="Intake")

    response = admin_client.post(address(unit, "change-line", line.slug), typed(unit, revision=0))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Saved now: Intake, 08-465 004 00." in page
    assert 'value="08-465 004 07"' in page
    assert response.context["form"]["revision"].value() == "1"


def test_the_list_shows_where_callers_go_outside_hours(admin_client, line, unit):
    last = PhoneLineFactory(unit__district=None)
    after = PhoneLineFactory(unit=unit, outside_hours=last)
    PhoneLine.objects.filter(pk=line.pk).update(outside_hours=after)

    page = admin_client.get(address(unit)).content.decode()

    assert f"{after} → {last}" in page


def test_the_list_asks_the_same_number_of_queries_for_1_line_and_for_30(
    admin_client, line, unit, django_assert_num_queries
):
    PhoneLine.objects.filter(pk=line.pk).update(outside_hours=PhoneLineFactory())
    admin_client.get(address(unit))
    with django_assert_num_queries(QUERIES):
        admin_client.get(address(unit))
    for _number in range(10):
        other = UnitFactory(district=unit.district)
        PhoneLineFactory.create_batch(3, unit=other, outside_hours=line)

    with django_assert_num_queries(QUERIES):
        admin_client.get(address(unit))
