"""What somebody who answers says that they do: ready, on a break, in wrap-up, away."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cases import on_the_phone
from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, page_of, requires
from contactcenter.database import now
from telephony import presence
from telephony.models import Presence


@require_POST
@requires(on_the_phone.ANSWER)
def enter(request: StaffRequest) -> HttpResponse:
    """Be something else from now on, and stay on the page where it was said."""
    state = request.POST.get("state", "")
    if state not in on_the_phone.STATES:
        return errors.page(request, 422, back=reverse("desk"))
    presence.enter(request.user, Presence.State(state), at=now())
    return redirect(page_of(request))
