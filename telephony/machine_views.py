"""What machines tell us of calls. Nobody signs in here: a signature, or an address that nobody can guess, is the proof.

An answer never holds anything of what was sent.
"""

import hmac
from datetime import datetime

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from contactcenter import errors
from contactcenter.accounts.access import public
from telephony import call_events, from_line, signed_events, waiting
from telephony.call_events import Recorded
from telephony.drivers import registry
from telephony.drivers.base import Capability, Driver
from telephony.models import Call, Callback

LARGEST = 16 * 1024  # bytes


@csrf_exempt
@require_POST
@public
def event(request: HttpRequest) -> HttpResponse:
    """Take one signed event, and answer what the switch can do with it: show a call to its agent, tell a caller how long."""
    if is_too_large(request):
        return errors.problem_response(request, 413, detail="An event has at most 16 KiB.")
    try:
        signed_events.require_signature(
            request.body,
            sent=request.headers.get("Telephony-Timestamp", ""),
            signature=request.headers.get("Telephony-Signature", ""),
            at=timezone.now(),
        )
        recorded = signed_events.take(request.body, at=timezone.now())
    except signed_events.Unsigned as unsigned:
        return errors.problem_response(request, 401, detail=str(unsigned))
    except signed_events.Refused as refused:
        return errors.problem_response(request, 403, detail=str(refused))
    except ValueError as wrong:
        return errors.problem_response(request, 400, detail=str(wrong))
    answer = answer_to(recorded, at=timezone.now())
    return JsonResponse(answer) if answer else HttpResponse(status=204)


def answer_to(recorded: Recorded, *, at: datetime) -> dict[str, object]:
    call = recorded.call
    if recorded.callback:
        return answer_to_wish(recorded.callback, call)
    if recorded.token:
        return {"pop": f"{settings.SITE_URL}{reverse('pop')}?call={recorded.token}"}
    if call.state == Call.State.QUEUED and call.queue:
        prospect = waiting.prospect(call.queue, at=at, caller=call)
        seconds = None if prospect.wait is None else round(prospect.wait.total_seconds())
        return {"wait_seconds": seconds, "offer_callback": prospect.offers_callback}
    return {}


def answer_to_wish(answer: from_line.Answer, call: Call) -> dict[str, object]:
    """Tell a caller who wants to be rung back by when, or that they are not."""
    say = {"say": from_line.words(answer, call), "language": call.language or "sv"}
    if isinstance(answer, Callback):
        return {"callback": answer.code, "promised_by": answer.promised_by, **say}
    return {"callback": None, "refused": answer.value, **say}


@csrf_exempt
@require_POST
@public
def webhook(request: HttpRequest, driver: str, token: str) -> HttpResponse:
    """Take what the driver's provider tells, at an address that only it knows."""
    in_use = driver_of_webhook(driver, token)
    if is_too_large(request):
        return errors.problem_response(request, 413)
    at = timezone.now()
    try:
        for told in in_use.parse(request.body, at=at):
            call_events.record(signed_events.nameless(told), source=in_use.name, at=at)
    except ValueError as wrong:
        return errors.problem_response(request, 400, detail=str(wrong))
    return HttpResponse(status=204)


def driver_of_webhook(name: str, token: str) -> Driver:
    """Answer the driver in use, if it is that one and the token is right; to anybody else, nothing is there."""
    known = settings.TELEPHONY_WEBHOOK_TOKENS
    fits = [hmac.compare_digest(each.encode(), token.encode()) for each in known]
    in_use = registry.driver()
    if not any(fits) or in_use.name != name or Capability.EVENTS not in in_use.capabilities:
        raise Http404
    return in_use


def is_too_large(request: HttpRequest) -> bool:
    try:
        return len(request.body) > LARGEST
    except RequestDataTooBig:
        return True
