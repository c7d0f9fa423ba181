"""/pop/?call=<token>: what the switch opens when a call rings. Looking changes nothing; a button opens the contact."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import pop
from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.database import now
from telephony import pop_tokens


@require_http_methods(["GET", "HEAD", "POST"])
@requires("telephony.answer")
def screen_pop(request: StaffRequest) -> HttpResponse:
    at = now()
    call = pop_tokens.call_of(request.GET.get("call", ""), at=at)
    if call is None:
        return errors.page(
            request,
            404,
            message=_(
                "The address holds for five minutes. Answer, and start a contact at the desk."
            ),
            back=reverse("desk"),
        )
    if request.method == "POST":
        contact = pop.open_contact(call, agent=request.user, at=at)
        return redirect("contacts:contact", contact.pk)
    context = {"pop": pop.of(call, at=at), "part_of": "desk"}
    return render(request, "desk/pop.html", context)
