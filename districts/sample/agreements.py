"""What each district has agreed, and two pilots in which agents may read out more."""

from datetime import date, datetime, timedelta
from typing import Any

from districts import service_codes
from districts.models import Agreement, District, Service
from districts.phone_hours import LOCAL
from districts.sample import read

CallbacksBy = Agreement.CallbacksBy


def load(*, at: datetime) -> int:
    """Create the services and agreements that are missing; answer how many agreements there are."""
    data = read("agreements")
    service_codes.load()
    services = Service.objects.in_bulk(field_name="code")
    new_year = at.astimezone(LOCAL).date().replace(month=1, day=1)
    pilots = data["pilots"]
    for district in District.objects.today():
        for entry in data["everywhere"]:
            before = new_year.replace(year=new_year.year - 1)
            load_agreement(entry, district, services, version=1, valid_from=before, is_pilot=False)
        if district.slug in pilots["districts"]:
            rings_back = district.slug in pilots["district_rings_back"]
            load_agreement(
                pilots,
                district,
                services,
                version=2,
                valid_from=new_year,
                is_pilot=True,
                callbacks_by=CallbacksBy.DISTRICT if rings_back else CallbacksBy.CONTACT_CENTRE,
            )
    return Agreement.objects.count()


def load_agreement(
    entry: dict[str, Any],
    district: District,
    services: dict[str, Service],
    *,
    version: int,
    valid_from: date,
    is_pilot: bool,
    callbacks_by: CallbacksBy = CallbacksBy.CONTACT_CENTRE,
) -> None:
    Agreement.objects.get_or_create(
        district=district,
        service=services[entry["service"]],
        version=version,
        defaults={
            "approved_on": valid_from - timedelta(days=30),
            "valid_from": valid_from,
            "is_pilot": is_pilot,
            "mandate": entry["mandate"],
            "readable_fields": entry["readable_fields"],
            "callback_within_minutes": entry["callback_within_minutes"],
            "callbacks_by": callbacks_by,
        },
    )
