"""Which queue rings back."""

import pytest

from districts.models import Agreement
from telephony import choice_of_queue
from tests.factories import (
    MONDAY_NINE,
    AgreementFactory,
    DistrictFactory,
    QueueFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(db):
    return DistrictFactory(slug="skarholmen")


@pytest.fixture
def of_centre(db):
    return QueueFactory(line__unit__district=None)


@pytest.fixture
def of_district(district):
    return QueueFactory(line__unit__district=district)


def chosen(service, district):
    return choice_of_queue.for_service(service, district, at=MONDAY_NINE)


def test_agreement_says_that_the_district_rings(of_centre, of_district, district):
    AgreementFactory(district=district, callbacks_by=Agreement.CallbacksBy.DISTRICT)

    assert chosen(of_district.service, district) == of_district
    assert chosen(of_district.service, DistrictFactory()) == of_centre


def test_agreement_says_that_the_contact_centre_rings(of_centre, of_district, district):
    AgreementFactory(district=district)

    assert chosen(of_district.service, district) == of_centre


@pytest.mark.parametrize("wish", ["is_active", "takes_callbacks"])
def test_contact_centre_stands_in_for_a_queue_that_takes_none(
    of_centre, of_district, district, wish
):
    AgreementFactory(district=district, callbacks_by=Agreement.CallbacksBy.DISTRICT)
    setattr(of_district, wish, False)
    of_district.save()

    assert chosen(of_centre.service, district) == of_centre


def test_who_does_not_know_whom_to_ask_is_rung_by_those_who_help_everybody_on(of_centre, district):
    information = QueueFactory(line=of_centre.line, service=ServiceFactory(code="city-information"))

    assert chosen(None, district) == information


def test_where_nobody_rings_back_there_is_no_queue(district):
    with pytest.raises(choice_of_queue.NoQueue):
        chosen(ServiceFactory(), district)


def test_choice_takes_as_many_queries_with_many_agreements(
    of_centre, of_district, district, django_assert_num_queries
):
    AgreementFactory.create_batch(5, service=of_centre.service)
    AgreementFactory(district=district, callbacks_by=Agreement.CallbacksBy.DISTRICT)

    with django_assert_num_queries(2):
        chosen(of_centre.service, district)
