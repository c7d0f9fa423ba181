"""Which queue rings back: the agreement of the resident's district says whether that is the district or the contact centre."""

from datetime import datetime

from districts import agreements
from districts.models import Agreement, District, Service
from districts.phone_hours import LOCAL
from telephony.models import Queue

WHEN_NOT_KNOWN = "city-information"  # the service that helps everybody on


class NoQueue(Exception):
    """Nobody rings back for this."""


def for_service(service: Service | None, district: District | None, *, at: datetime) -> Queue:
    """Answer the queue that rings back about the service, for somebody who lives in the district."""
    code = service.code if service else WHEN_NOT_KNOWN
    queues = Queue.objects.active().filter(takes_callbacks=True, service__code=code)
    queues = queues.select_related("line__unit__district", "service")
    of_centre = queues.filter(line__unit__district=None)
    agreement = agreement_of(district, code, at=at)
    if agreement and agreement.callbacks_by == Agreement.CallbacksBy.DISTRICT:
        queue = queues.filter(line__unit__district=district).first() or of_centre.first()
    else:
        queue = of_centre.first()
    if queue is None:
        raise NoQueue
    return queue


def agreement_of(district: District | None, service: str, *, at: datetime) -> Agreement | None:
    """Answer what the district and the contact centre have agreed about the service, as it holds at the moment."""
    if district is None:
        return None
    return agreements.in_force(at.astimezone(LOCAL).date()).get((district.slug, service))
