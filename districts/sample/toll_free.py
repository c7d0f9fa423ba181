"""What a free number cost in 2009, as Skärholmen's administration told the city."""

from datetime import date
from decimal import Decimal

from districts.models import PhoneLine, TollFreeNumber

SOURCE = "Skärholmens stadsdelsförvaltning, tjänsteutlåtande 2009, dnr 006/363-2009; traffic on top is not stated"


def load() -> int:
    """Register the free number that was proposed for Skärholmen's reception: 941 kr once, 313 kr a month."""
    if not TollFreeNumber.objects.exists():
        TollFreeNumber.objects.create(
            line=PhoneLine.objects.get(slug="skarholmen-reception"),
            number="020 (förslag 2009)",
            connection_fee=Decimal(941),
            monthly_fee=Decimal(313),
            cost_per_minute=Decimal(0),
            starts_on=date(2009, 1, 1),
            ends_on=date(2009, 12, 31),
            source=SOURCE,
        )
    return TollFreeNumber.objects.count()
