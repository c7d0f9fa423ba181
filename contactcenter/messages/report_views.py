"""/telephony/webhooks/46elks-sms/<token>/: where 46elks tells whether an SMS was delivered.

It signs nothing. What proves a report is an address that only they were told, and that they send from their own servers:
https://46elks.se/docs/verify-callback-origin. They repeat what is not answered with 200–204, for six hours.
"""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from contactcenter.accounts.access import public
from contactcenter.messages import reports


@csrf_exempt
@public
@require_POST
def report(request: HttpRequest, token: str) -> HttpResponse:
    """Take a report in, however often and late it comes. To strangers the address is not there."""
    if get_adapter().get_client_ip(request) not in settings.ELKS_ADDRESSES:
        raise Http404
    try:
        reports.take_in(token, request.POST.get("status", ""), at=timezone.now())
    except reports.NotOurs:
        raise Http404 from None
    return HttpResponse(status=204)
