"""Which way a message goes: settings decide."""

from django.conf import settings

from contactcenter.messages.adapters import Adapter
from contactcenter.messages.adapters.console import Console
from contactcenter.messages.adapters.elks import Elks
from contactcenter.messages.adapters.smtp import Mail
from contactcenter.messages.models import Message


def adapter_for(channel: str) -> Adapter | None:
    """Answer with what sends on the channel; None where the city has set nothing up."""
    if channel == Message.Channel.EMAIL:
        return Mail()
    match settings.SMS_ADAPTER:
        case "console":
            return Console(settings.MESSAGES_FILE)
        case "46elks":
            return Elks(
                url=settings.ELKS_URL,
                username=settings.ELKS_USERNAME,
                password=settings.ELKS_PASSWORD,
                sender=settings.SMS_FROM,
            )
    return None
