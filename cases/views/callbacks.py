"""/desk/callbacks/: the live list, and one callback."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import callback_lists, callback_words, callbacks, on_the_phone
from cases.forms.callbacks import FilterForm, NumberForm
from cases.forms.past_contacts import CodeForm
from cases.models import Contact
from contactcenter.accounts.access import StaffRequest, requires
from telephony import attempts, bookings, changes
from telephony.models import Callback

VIEW = "telephony.view_callbacks"
BOOK = "telephony.book_callbacks"
TAKE = "cases.take_contacts"
LONGEST_NUMBER = 18  # digits, of a row


@require_http_methods(["GET", "HEAD", "POST"])
@requires(VIEW)
def callback_list(request: StaffRequest) -> HttpResponse:
    """Show the list; a code that a resident reads aloud is posted, and leads to its callback."""
    code_form = CodeForm(request.POST if request.method == "POST" else None)
    if code_form.is_valid():
        found = bookings.of_code(code_form.cleaned_data["code"])
        if found:
            return redirect("desk-callbacks:callback", found.pk)
        code_form.add_error("code", _("No callback has this code. Read it once more."))
    return list_page(request, code_form)


def list_page(request: StaffRequest, code_form: CodeForm) -> HttpResponse:
    """Draw the list, or, for a page that has the same already, nothing: 204."""
    agent, at = request.user, timezone.now()
    queues = callback_lists.queues_for(agent)
    form = FilterForm(request.GET, queues=queues)
    live = callback_lists.live(form.chosen_queues(), language=form.chosen_language())
    mine = on_the_phone.of(agent, at=at)
    stamp = callback_lists.stamp(live, mine, at=at)
    if "Poll" in request.headers:
        on_the_phone.show_life(mine)
    if stamp == request.GET.get("stamp"):
        return HttpResponse(status=204)
    page = Paginator(callback_lists.waiting(live), callback_lists.ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    needing = callback_lists.needing_a_person(live)
    rows = callback_lists.rows(page.object_list, queues, agent=agent, at=at)
    context: dict[str, Any] = {
        "form": form,
        "code_form": code_form,
        "mine": mine,
        "page": page,
        "rows": rows,
        "may_take_one": any(row.may_take for row in rows),
        "unknown_answers": attempts.Answer.choices,
        "needing": [callback_lists.Row(each, at) for each in needing],
        "stamp": stamp,
    }
    is_poll = request.htmx.target == "callbacks"
    template = "desk/callbacks/_list.html" if is_poll else "desk/callbacks/list.html"
    return render(request, template, context, status=422 if code_form.errors else 200)


@require_safe
@requires(VIEW)
def callback(request: StaffRequest, pk: int) -> HttpResponse:
    return page(request, callback_or_404(pk))


def callback_or_404(pk: int) -> Callback:
    rows = Callback.objects.select_related(
        "queue__line__unit", "service", "district", "offered_to", "owner", "slot", "folded_into"
    )
    return get_object_or_404(rows, pk=pk)


def page(
    request: StaffRequest, callback: Callback, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Show one callback without its number, which is read by whoever rings it."""
    agent, at = request.user, timezone.now()
    [row] = callback_lists.rows([callback], callback_lists.queues_for(agent), agent=agent, at=at)
    context = {
        "row": row,
        "callback": callback,
        "wishes": callback_words.wishes(callback),
        "attempts": callback.attempts.select_related("agent"),
        "unknown_answers": attempts.Answer.choices,
        "mine": on_the_phone.of(agent, at=at),
        "may_move": callback.status in changes.MAY_MOVE and agent.has_perm(BOOK),
        "may_cancel": callback.status in changes.MAY_END and agent.has_perm(BOOK),
        "number_form": NumberForm(),
        "beside": contact_beside(request),
        "own_contact": callbacks.open_contact(callback, agent=agent),
        "part_of": "desk-callbacks:list",
    }
    return render(request, "desk/callbacks/callback.html", context | more, status=status)


def contact_beside(request: StaffRequest) -> Contact | None:
    """Answer the open contact beside which somebody books, or has booked: its number stands in the address, or in the form."""
    number = request.POST.get("contact") or request.GET.get("contact", "")
    is_number = number.isdecimal() and len(number) <= LONGEST_NUMBER
    if not (is_number and request.user.has_perm(TAKE)):
        return None
    return Contact.objects.still_open().filter(pk=int(number)).first()
