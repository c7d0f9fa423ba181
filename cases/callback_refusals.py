"""Why an act with a callback is refused, in a sentence for whoever tried, and as which status: 409 or 422."""

from http import HTTPStatus

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from telephony import attempts, changes, dial_time, offers, promises, reviews

FASTER = HTTPStatus.CONFLICT
RULE = HTTPStatus.UNPROCESSABLE_ENTITY

SENTENCES: dict[type[Exception], tuple[HTTPStatus, Promise]] = {
    offers.AlreadyTaken: (FASTER, _("Somebody else has it, or it is over.")),
    offers.HasOne: (FASTER, _("You have a callback already. Finish that one first.")),
    offers.NotYours: (FASTER, _("It is not yours any more: it has gone back to its place.")),
    offers.TooEarly: (RULE, _("It may not be rung yet.")),
    offers.Busy: (RULE, _("You are in a call. Finish it first.")),
    attempts.AlreadyReported: (FASTER, _("Somebody has told already how it went.")),
    attempts.NotDialled: (RULE, _("It has not been rung yet.")),
    reviews.NothingToDecide: (FASTER, _("A colleague has seen to it already.")),
    reviews.AlreadyWaits: (FASTER, _("They have asked again meanwhile: that one waits.")),
    promises.CannotPromise: (RULE, _("Nobody knows when the line is answered. Book a half hour.")),
    changes.NotNow: (FASTER, _("It is being rung, or it is over. It cannot be changed any more.")),
}
REFUSALS: tuple[type[Exception], ...] = (*SENTENCES, dial_time.Refused)


def answer(refusal: Exception) -> tuple[HTTPStatus, str]:
    """Answer status and sentence; a refusal at the last moment before ringing says itself why."""
    if isinstance(refusal, dial_time.Refused):
        return RULE, str(refusal)
    status, sentence = SENTENCES[type(refusal)]
    return status, str(sentence)
