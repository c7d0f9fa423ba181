from datetime import date

import pytest
from django.urls import reverse

from districts.models import Agreement, Service
from tests.factories import DistrictFactory

pytestmark = pytest.mark.django_db


def agree(district, **values):
    service, _made = Service.objects.get_or_create(
        code="income-support", defaults={"name_sv": "Försörjningsstöd", "kind": Service.Kind.BASE}
    )
    return Agreement.objects.create(
        district=district, service=service, version=1, valid_from=date(2026, 1, 1), **values
    )


def test_the_districts_own_agreements_are_shown(admin_client, unit):
    agree(
        unit.district,
        readable_fields=["handler", "decision"],
        mandate="Answers questions.",
        callbacks_by=Agreement.CallbacksBy.DISTRICT,
    )
    agree(DistrictFactory(), mandate="Somebody else's.")

    page = admin_client.get(
        reverse("district:agreement", args=[unit.district.slug])
    ).content.decode()

    assert "Answers questions." in page
    assert "Who handles the case, Decision in the person&#x27;s own matter" in page
    assert "<dt>Who rings back</dt><dd>The district</dd>" in page
    assert "Somebody else" not in page
