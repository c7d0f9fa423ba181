"""The names that lead to a district, for people to read."""

from dataclasses import dataclass

from districts.models import District, PlaceName
from districts.sort_keys import swedish_order


@dataclass(frozen=True)
class NamesOfDistrict:
    """In Swedish order: areas of today, and districts of former days."""

    areas: list[str]
    former_districts: list[str]


def of_district(district: District) -> NamesOfDistrict:
    areas: set[str] = set()
    former: set[str] = set()
    for place in district.place_names.all():
        is_former = place.kind == PlaceName.Kind.FORMER_DISTRICT
        (former if is_former else areas).add(place.name)
    return NamesOfDistrict(sorted(areas, key=swedish_order), sorted(former, key=swedish_order))
