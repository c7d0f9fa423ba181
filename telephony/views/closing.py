"""When an office closes, its open callbacks are moved or answered in one act, after one look at what that means."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from contactcenter.accounts.access import StaffRequest, requires
from telephony import callback_messages, closing
from telephony.forms.closing import Act, CloseForm, Whom
from telephony.models import Callback, Queue
from telephony.views.frame import CHANGE, posted, queue_or_404, queue_page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def close(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask what shall happen, show whom it concerns, and do it when that has been confirmed."""
    queue = queue_or_404(slug)
    form = CloseForm(posted(request), queue=queue, initial={"whom": Whom.ALL})
    if not form.is_valid():
        return close_page(request, queue, form, status=422 if form.errors else 200)
    if "confirmed" not in request.POST:
        return close_page(request, queue, form, is_asking=True)
    try:
        count = do(request, queue, form)
    except closing.NoRoom:
        form.add_error(None, _("There is not enough room there. Nobody was moved."))
        return close_page(request, queue, form, status=422)
    if count:
        done = ngettext("Done for %(count)s callback.", "Done for %(count)s callbacks.", count)
        messages.success(request, done % {"count": count})
    else:
        messages.info(request, _("There was nobody to move or to answer any more."))
    return redirect("queues:queue", slug)


def do(request: StaffRequest, queue: Queue, form: CloseForm) -> int:
    chosen, by, at = form.cleaned_data, request.user, timezone.now()
    callbacks = concerned(queue)[chosen["whom"]]
    if chosen["act"] == Act.ANSWER:
        return closing.answer_all(queue, callbacks, reason=chosen["reason"], by=by, at=at)
    is_day = chosen["act"] == Act.OTHER_DAY
    to = queue if is_day else chosen["to"]
    first = chosen["first"] if is_day else None
    return closing.move_all(queue, callbacks, to=to, first=first, by=by, at=at)


def concerned(queue: Queue) -> dict[str, list[Callback]]:
    """Answer whom each choice concerns; whom somebody is just ringing is left to them."""
    waiting = queue.callbacks.filter(status__in=closing.MAY_MOVE)
    return {
        Whom.ALL: list(waiting.select_related("slot")),
        Whom.STRANDED: closing.stranded(queue, at=timezone.now()),
    }


def close_page(
    request: StaffRequest,
    queue: Queue,
    form: CloseForm,
    *,
    status: int = 200,
    is_asking: bool = False,
) -> HttpResponse:
    found = concerned(queue)
    chosen = found[form.cleaned_data["whom"]] if is_asking else []
    return queue_page(
        request,
        queue,
        "close",
        "telephony/close.html",
        status=status,
        form=form,
        is_asking=is_asking,
        waiting=len(found[Whom.ALL]),
        stranded=len(found[Whom.STRANDED]),
        dialling=queue.callbacks.filter(status=Callback.Status.DIALLING).count(),
        count=len(chosen),
        untold=sum(not callback_messages.will_be_told(callback) for callback in chosen),
        act=Act(form.cleaned_data["act"]).label if is_asking else "",
    )
