"""Asking to be rung back in three steps: what is chosen, what is refused, and that nothing typed is lost."""

from datetime import timedelta

import pytest

from districts.models import Agreement
from telephony import bookings
from telephony.models import Callback, Slot
from tests import xss
from tests.factories import (
    MONDAY_NINE,
    AgreementFactory,
    CallbackFactory,
    DistrictFactory,
    QueueFactory,
    ServiceFactory,
    SlotFactory,
    UnitFactory,
)
from tests.telephony.open_lines import open_queue
from tests.telephony.public.residents import LANDLINE, MOBILE, Resident

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
SOON = {"service": "income-support", "when": "soon"}


def text(response) -> str:
    return response.content.decode()


# What is it about?


def test_services_are_told_in_plain_words_and_one_need_not_know(queue):
    page = text(Resident().get(""))

    assert "Money for food and rent" in page
    assert "?service=unknown" in page
    assert "elder-care" not in page  # nobody rings back about it


def test_who_comes_from_an_answer_has_said_what_it_is_about(queue):
    response = Resident().get("", service="income-support")

    assert response.headers["Location"] == "/en/callback/when/?service=income-support"


@pytest.mark.parametrize("district", ["x", "\0", "²", "x" * 2000])
def test_a_district_that_there_is_not_is_as_good_as_none(queue, district):
    assert Resident().get("when/", service="unknown", district=district).status_code == 200


@pytest.mark.parametrize("step", ["when/", "number/", "where/"])
def test_who_has_not_chosen_is_led_to_the_first_step(queue, step):
    assert Resident().get(step, service="x").headers["Location"] == "/en/callback/"


def test_district_is_asked_for_only_where_it_decides_who_rings(queue):
    district = DistrictFactory(slug="jarva", name="Järva")
    assert Resident().get("when/", service="income-support").status_code == 200

    AgreementFactory(
        district=district, service=queue.service, callbacks_by=Agreement.CallbacksBy.DISTRICT
    )
    response = Resident().get("when/", service="income-support")

    assert response.headers["Location"] == "/en/callback/where/?service=income-support"


def test_district_is_found_by_the_name_of_a_place(queue):
    DistrictFactory(slug="jarva", name="Järva")

    response = Resident().get("where/", service="income-support", q="Järva")
    unknown = text(Resident().get("where/", service="income-support", q="Nowhere"))

    assert (
        response.headers["Location"] == "/en/callback/when/?service=income-support&district=jarva"
    )
    assert "We do not find “Nowhere”" in unknown
    assert "district=jarva" in unknown
    assert "district=unknown" in unknown


def test_the_district_rings_where_it_was_agreed_so(queue):
    district = DistrictFactory(slug="jarva")
    of_district = open_queue(line__unit=UnitFactory(district=district))
    AgreementFactory(
        district=district, service=queue.service, callbacks_by=Agreement.CallbacksBy.DISTRICT
    )

    Resident().post(
        "number/",
        query=SOON | {"district": "jarva"},
        number=MOBILE,
        say_who="yes",
        language="en",
    )

    asked = Callback.objects.get()
    assert (asked.queue, asked.district) == (of_district, district)


# When?


def test_promise_and_free_half_hours_are_shown_by_day(queue):
    SlotFactory(queue=queue, starts_at=MONDAY_NINE + 2 * HOUR)
    SlotFactory(queue=queue, starts_at=MONDAY_NINE + 26 * HOUR)
    SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR, capacity=1, booked=1)

    page = text(Resident().get("when/", service="income-support"))

    assert "We ring you before today 10:00." in page
    assert page.index("Today, Monday 23 November") < page.index(">11:00–11:30<")
    assert page.index("Tomorrow, Tuesday 24 November") < page.rindex(">11:00–11:30<")
    assert "12:00–12:30" not in page  # full


def test_days_after_the_first_ones_are_a_link_away(queue):
    for days in [0, 1, 2, 3, 4, 7, 8]:
        SlotFactory(queue=queue, starts_at=MONDAY_NINE + HOUR + timedelta(days=days))

    first = text(Resident().get("when/", service="income-support"))
    rest = text(Resident().get("when/", service="income-support", **{"from": "2026-11-30"}))

    assert "from=2026-11-30" in first
    assert "Friday 27" in first
    assert "Monday 30" not in first
    assert "Monday 30" in rest
    assert "Friday 27" not in rest


def test_when_too_many_wait_it_is_said_why_and_times_are_shown(queue):
    SlotFactory(queue=queue, starts_at=MONDAY_NINE + 2 * HOUR)
    for _number in range(40):
        CallbackFactory(queue=queue, service=ServiceFactory(), number_hash=str(_number))

    page = text(Resident().get("when/", service="income-support"))

    assert "So many are waiting" in page
    assert 'value="soon"' not in page
    assert "11:00–11:30" in page


def test_when_nothing_is_free_one_is_told_what_one_can_do_instead(queue):
    queue.line.weeks.all().delete()

    page = text(Resident().get("when/", service="income-support"))

    assert "What you can do instead" in page
    assert "/en/contact/" in page


def test_who_may_live_with_danger_is_shown_safer_ways_first(queue):
    QueueFactory(line=queue.line, service=ServiceFactory(code="individual-and-family"))

    page = text(Resident().get("when/", service="individual-and-family"))

    assert page.index("Are you afraid of somebody?") < page.index("As soon as possible")


# Your number


@pytest.mark.parametrize("when", ["", "0", "x", "9" * 30])
def test_who_has_no_time_that_is_to_be_had_chooses_one_first(queue, when):
    response = Resident().get("number/", service="income-support", when=when)

    assert response.headers["Location"] == "/en/callback/when/?service=income-support"


def test_a_mobile_number_waits_for_its_code(queue):
    response = Resident().ask(language="fi")

    asked = Callback.objects.get()
    assert response.headers["Location"] == f"/en/callback/{asked.code}/"
    assert (asked.status, asked.source, asked.language) == ("unconfirmed", "web", "fi")


def test_wishes_are_taken_down(queue):
    Resident().ask(
        LANDLINE,
        say_who="no",
        no_message="on",
        pass_phrase="Blue boat",
        not_before="2026-11-23T13:00:00+00:00",
    )

    asked = Callback.objects.get()
    assert (asked.do_not_say_who, asked.no_message, bool(asked.pass_phrase)) == (True, True, True)
    assert asked.eligible_at == MONDAY_NINE + 5 * HOUR


def test_a_half_hour_is_booked(queue):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 2 * HOUR)

    Resident().ask(LANDLINE, when=str(slot.pk))

    assert Slot.objects.get().booked == 1
    assert Callback.objects.get().slot == slot


def test_who_is_too_late_for_a_half_hour_is_shown_others_and_loses_nothing(queue):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 2 * HOUR, capacity=1, booked=1)
    other = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR)

    response = Resident().ask(LANDLINE, when=str(slot.pk), pass_phrase="Blue boat")

    page = text(response)
    assert response.status_code == 409
    assert f'value="{other.pk}"' in page
    assert f'value="{LANDLINE}"' in page
    assert 'value="Blue boat"' in page
    assert not Callback.objects.exists()


def test_when_nothing_else_is_free_either_one_is_told_what_one_can_do_instead(queue):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 2 * HOUR, capacity=1, booked=1)
    queue.line.weeks.all().delete()

    response = Resident().ask(LANDLINE, when=str(slot.pk))

    assert response.status_code == 409
    assert "What you can do instead" in text(response)


def test_who_chooses_another_half_hour_then_gets_it(queue):
    slot = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 2 * HOUR, capacity=1, booked=1)
    other = SlotFactory(queue=queue, starts_at=MONDAY_NINE + 3 * HOUR)
    resident = Resident()
    resident.ask(LANDLINE, when=str(slot.pk))

    response = resident.ask(LANDLINE, when=str(other.pk))

    assert response.status_code == 302
    assert Callback.objects.get().slot == other


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", "Write the number that we should ring."),
        ("x", "This is no phone number."),
        ("0939-100 00 00", "We do not ring numbers that cost extra."),
        ("+358 9 310 1691", "We can only ring Swedish numbers."),
    ],
)
def test_a_number_that_we_do_not_ring_is_refused_with_a_sentence(queue, number, fault):
    response = Resident().ask(number, pass_phrase="Blue boat")

    assert response.status_code == 422
    assert fault in text(response)
    assert 'value="Blue boat"' in text(response)


@pytest.mark.parametrize(
    "number", ["070 174 06 05", "+46 70 174 06 05", "٠٧٠١٧٤٠٦٠٥", "0701740605"]
)
def test_a_number_is_taken_however_it_is_written(queue, number):
    assert Resident().ask(number).status_code == 302


def test_a_form_that_comes_from_elsewhere_is_refused(queue):
    resident = Resident()
    resident.client = type(resident.client)(headers={"Sec-Fetch-Site": "cross-site"})

    assert resident.ask().status_code == 403


def test_no_page_sets_a_cookie_or_lets_a_cache_keep_it(queue):
    resident = Resident()
    asked = resident.ask()

    for response in [asked, resident.get("number/", **SOON), resident.get("when/", **SOON)]:
        assert not response.cookies
        assert "no-store" in response.headers["Cache-Control"]


def test_nothing_that_is_typed_runs(queue):
    resident = Resident()
    for start in range(0, len(xss.ALL), 40):
        typed = "\n".join(xss.ALL[start : start + 40])
        page = resident.ask(typed[:900], pass_phrase=typed[:900], language=typed, when=typed)
        xss.assert_harmless(text(page))
        xss.assert_harmless(text(resident.get("where/", service="income-support", q=typed)))


def test_five_fields_at_most_are_seen_before_one_unfolds_more(queue):
    """What, when, the number and whether we may say who is calling; the district where it is needed."""
    page = text(Resident().get("number/", **SOON))

    before_wishes = page[
        page.index("<form method") : page.index("<details>", page.index("<form method"))
    ]
    assert before_wishes.count('class="label"') + before_wishes.count("<legend>") == 2


def test_unverified_numbers_of_one_address_are_few(queue):
    resident = Resident()

    answers = [resident.ask(f"08-465 004 {number}").status_code for number in range(10, 20)]

    assert answers.count(302) == 6
    assert answers[-1] == 429
    assert "What you can do instead" in text(resident.ask("08-465 004 21"))
    assert bookings.Status.WAITING in set(Callback.objects.values_list("status", flat=True))
