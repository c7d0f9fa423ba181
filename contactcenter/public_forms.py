"""Forms that residents send without signing in, without a cookie and without script.

What proves that a page of ours made the form, and that a person sends it once: the browser's word that it comes from here
(same_origin.py), a signed token that is neither too new nor too old and is good for one time, a field that stays empty, and
limits for one address and for everybody. Nothing that was typed is lost when one of them says no: the form comes back as it
was, with a token that holds. A view says `@public_form`, and its form is a `PublicForm`.
"""

import ipaddress
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ClassVar, TypeVar, cast

from allauth.account.adapter import get_adapter
from django import forms
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from contactcenter.accounts.access import public
from contactcenter.models import SpentToken
from contactcenter.retention import Rule
from contactcenter.same_origin import is_same_origin

View = TypeVar("View", bound=Callable[..., HttpResponse])

SALT = "contactcenter.public_forms"
FASTEST = timedelta(seconds=3)  # nobody reads and answers sooner; programs do
SLOWEST = timedelta(hours=24)
# A library, a school or a whole mobile network may stand behind one address.
COUNTED_FOR = timedelta(minutes=10)
MOST_FROM_ONE_ADDRESS = 150
MOST_FROM_ALL = 1500
IPV6_OF_ONE_HOUSEHOLD = 64  # bits

FAULTS = {
    "too_fast": _("That was very fast. Wait a few seconds and send it again."),
    "stale": _("The page was open for too long. What you wrote is still here. Send it again."),
    "used": _("You have already sent this. Send it again only if you want to."),
    "filled": _("A field that must be empty was filled in. We emptied it. Send it again."),
    "too_many": _("Very many are writing to us right now. Wait ten minutes and send it again."),
}
RENEWED_AFTER = {"stale", "used", "filled"}


def public_form(view: View) -> View:
    """Take a resident's form: only from a page of ours, and never from a cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not is_same_origin(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    taken = never_cache(require_http_methods(["GET", "HEAD", "POST"])(guarded))
    exempt = csrf_exempt(public(taken))  # the form's token is the proof
    exempt.is_public_form = True  # type: ignore[attr-defined]
    return exempt  # type: ignore[return-value]


class Trap(forms.TextInput):
    """A field that nobody sees: programs fill it in."""

    template_name = "components/_trap.html"
    is_hidden = True  # so that it is drawn without a label and a hint

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off", "tabindex": "-1"})


class PublicForm(forms.Form):
    """A form with its proof. It is spent when everything else about the form is right, and so once."""

    name: ClassVar[str]  # a token of one form opens no other

    token = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(widget=Trap, required=False)

    def __init__(self, request: HttpRequest, *, at: datetime, **kwargs: Any) -> None:
        super().__init__(request.POST if request.method == "POST" else None, **kwargs)
        self.sender, self.at = sender_of(request), at
        if not self.is_bound:
            self.fields["token"].initial = issue(self.name, at=at)

    @property
    def status(self) -> int:
        """The status of the page that shows the form."""
        if self.has_error(NON_FIELD_ERRORS, "too_many"):
            return 429
        return 422 if self.errors else 200

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        fault = "" if self.errors else self.spend_token()
        if fault:
            self.add_error(None, forms.ValidationError(FAULTS[fault], code=fault))
        if fault in RENEWED_AFTER:
            self.renew_token()

    def spend_token(self) -> str:
        """Use the token up, or answer why not."""
        if self.cleaned_data["website"]:
            return "filled"
        token = read(self.cleaned_data["token"], self.name)
        if token is None or self.at - token.issued_at > SLOWEST:
            return "stale"
        if self.at - token.issued_at < FASTEST:
            return "too_fast"
        if is_too_often(self.name, self.sender, at=self.at):
            return "too_many"
        return "" if spend(token, self.name, self.sender, at=self.at) else "used"

    def renew_token(self) -> None:
        typed = cast(QueryDict, self.data).copy()
        typed[self.add_prefix("token")] = issue(self.name, at=self.at)
        typed[self.add_prefix("website")] = ""
        self.data = typed


@dataclass(frozen=True)
class Token:
    nonce: str
    issued_at: datetime


def issue(form: str, *, at: datetime) -> str:
    """Sign that a page of ours was made with the form at the moment."""
    return signer(form).sign_object([secrets.token_hex(16), at.isoformat()])


def read(signed: str, form: str) -> Token | None:
    try:
        nonce, issued_at = signer(form).unsign_object(signed)
    except signing.BadSignature:
        return None
    return Token(nonce, datetime.fromisoformat(issued_at))


def signer(form: str) -> signing.Signer:
    return signing.Signer(salt=f"{SALT}.{form}")


def spend(token: Token, form: str, sender: str, *, at: datetime) -> bool:
    """Use the token up; answer whether it was still good. The primary key decides between two that come at once."""
    try:
        with transaction.atomic():
            SpentToken.objects.create(nonce=token.nonce, form=form, sender=sender, at=at)
    except IntegrityError:
        return False
    return True


def is_too_often(form: str, sender: str, *, at: datetime) -> bool:
    """Answer whether the address, or all together, have sent so much lately; counts no further than the limit."""
    lately = SpentToken.objects.filter(form=form, at__gt=at - COUNTED_FOR)
    by_sender = lately.filter(sender=sender)[:MOST_FROM_ONE_ADDRESS].count()
    return by_sender >= MOST_FROM_ONE_ADDRESS or lately[:MOST_FROM_ALL].count() >= MOST_FROM_ALL


def sender_of(request: HttpRequest) -> str:
    """Answer a keyed hash of the address: it tells two senders apart, and nobody who they are."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if address.version == 6:
        address = ipaddress.ip_network((address, IPV6_OF_ONE_HOUSEHOLD), strict=False)[0]
    return salted_hmac(SALT, str(address), algorithm="sha256").hexdigest()


RULES = [
    Rule(
        what="spent tokens of residents' forms",
        purpose="to take each form once, and not too many from one address",
        days=SLOWEST.days,
        source="reliability of public forms: a token that is older is refused for its age",
        since=lambda until: SpentToken.objects.filter(at__lte=until),
    )
]
