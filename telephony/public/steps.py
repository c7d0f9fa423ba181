"""What was chosen in the first two steps, as it stands in the address: codes, nothing about who asks."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http.request import QueryDict

from districts import agreements, find
from districts.models import Agreement, District, Service
from districts.phone_hours import LOCAL
from telephony import choice_of_queue
from telephony.models import Queue
from telephony.public import plain_services

NOT_KNOWN = "unknown"  # in the place of a service or a district that the resident does not know


@dataclass(frozen=True)
class Choice:
    """service, district: none where the resident does not know. asks_where: the district decides who rings, and is missing."""

    service: Service | None
    district: District | None
    asks_where: bool = False
    knows_no_district: bool = False

    @property
    def fields(self) -> dict[str, str]:
        """Answer the choice as addresses and forms carry it on."""
        fields = {"service": self.service.code if self.service else NOT_KNOWN}
        if self.district:
            fields["district"] = self.district.slug
        elif self.knows_no_district:
            fields["district"] = NOT_KNOWN
        return fields

    @property
    def query(self) -> str:
        return urlencode(self.fields)

    @property
    def words(self) -> str:
        """Say in plain words what it is about; nothing where the resident does not know."""
        return plain_services.words(self.service) if self.service else ""

    @property
    def may_be_overheard(self) -> bool:
        return plain_services.may_be_overheard(self.service)

    def queue(self, *, at: datetime) -> Queue:
        return choice_of_queue.for_service(self.service, self.district, at=at)


def read(asked: QueryDict, *, at: datetime) -> Choice | None:
    """Read what an address says; none if it does not say what it is about. An old district's name leads to today's."""
    code, place = asked.get("service", ""), asked.get("district", "")
    service = next((each for each in plain_services.offered() if each.code == code), None)
    if service is None and code != NOT_KNOWN:
        return None
    knows_no_district = place == NOT_KNOWN
    is_name = place not in {"", NOT_KNOWN} and place.isprintable()  # PostgreSQL knows no NUL
    district = find.district_at(place) if is_name else None
    asks_where = district is None and not knows_no_district and depends_on_district(service, at=at)
    return Choice(service, district, asks_where, knows_no_district)


def depends_on_district(service: Service | None, *, at: datetime) -> bool:
    """Answer whether some district rings back itself about the service."""
    code = service.code if service else choice_of_queue.WHEN_NOT_KNOWN
    of_districts = Agreement.CallbacksBy.DISTRICT
    return any(
        agreement.callbacks_by == of_districts
        for (_district, of_service), agreement in agreements.in_force(
            at.astimezone(LOCAL).date()
        ).items()
        if of_service == code
    )
