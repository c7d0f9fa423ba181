"""What an agent says to an answering machine: nothing that tells whoever listens what somebody wanted, or from whom.

Machines are heard by the agent, not guessed: a guess that is wrong hangs up on a person, or says to a machine what was
meant for one.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from telephony.models import Callback


def words(callback: Callback) -> str:
    """Answer the words in the callback's language; empty: say nothing, hang up."""
    if callback.no_message or callback.do_not_say_who:
        return ""
    with override(callback.language if callback.language != "other" else settings.LANGUAGE_CODE):
        return _("This is the City of %(city)s. We will ring you again.") % {
            "city": settings.CITY_NAME
        }
