"""What holds today of what the districts and the contact centre have agreed."""

from datetime import date

from districts.models import Agreement


def in_force(day: date) -> dict[tuple[str, str], Agreement]:
    """Answer, by the district's slug and the service's code, the newest version that is approved and valid on the day.

    One query, of as many rows as there are districts and services; none for districts without an agreement.
    """
    approved = Agreement.objects.filter(approved_on__lte=day, valid_from__lte=day)
    of_each = ["district_id", "service_id"]
    newest = approved.order_by(*of_each, "-version").distinct(*of_each)
    return {
        (agreement.district.slug, agreement.service.code): agreement
        for agreement in newest.select_related("district", "service")
    }
