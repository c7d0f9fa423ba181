"""What a callback may be about, in residents' words instead of the organisation's."""

from django.utils.translation import gettext_lazy as _

from districts.models import Service
from telephony.models import Queue

# In the order in which they are shown: what most people ask about first.
IN_PLAIN_WORDS = {
    "income-support": _("Money for food and rent"),
    "individual-and-family": _("Children, family, addiction or violence"),
    "elder-care": _("Help for somebody who is old"),
    "disability-support": _("Help with a disability"),
    "guardians": _("Guardians and trustees"),
    "city-wide-social-services": _("Homelessness, family law and other things for the whole city"),
    "city-information": _("Something else that the city does"),
}
NOT_SAFE_TO_BE_HEARD = {"individual-and-family"}  # who asks may live with whom they are afraid of


def offered() -> list[Service]:
    """Answer the services for which somebody rings back."""
    queues = Queue.objects.active().filter(takes_callbacks=True)
    services = {each.code: each for each in Service.objects.filter(queues__in=queues).distinct()}
    known = [services.pop(code) for code in IN_PLAIN_WORDS if code in services]
    return known + list(services.values())


def words(service: Service) -> str:
    return str(IN_PLAIN_WORDS.get(service.code, service.name))


def may_be_overheard(service: Service | None) -> bool:
    """Answer whether to warn that others may hear the call, or see that we rang."""
    return service is not None and service.code in NOT_SAFE_TO_BE_HEARD
