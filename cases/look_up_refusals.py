"""Why a step of a look-up may not be taken, in a sentence for the agent: the same on the page and in the API."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import e_identification, handlers, identity

SENTENCES: dict[type[Exception], Promise] = {
    identity.ContactClosed: _("The contact is closed. Look-ups are made in an open contact."),
    identity.WayNotOffered: _("That way does not go with this contact. Choose another one."),
    identity.NotValid: _("The identity step does not hold any more. Take it again."),
    identity.NotConfirmed: _("It was not made sure who it is. Take the identity step again."),
    e_identification.Unavailable: _("BankID cannot be reached now. Choose another way."),
    handlers.NotRecorded: _(
        "The look-up could not be written in the log, so nothing is shown. Tell your team lead. The contact goes on."
    ),
}
