"""/editor/searches/: what five people or more have looked for and not found, and what they should have found."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge import unanswered
from knowledge.forms.searches import AnswerForm
from knowledge.models import UnansweredSearch
from knowledge.views.frame import EDIT, editor_page

SHOWN = 100
TAB = "editor:searches"


@require_safe
@requires(EDIT)
def searches(request: StaffRequest) -> HttpResponse:
    """List what waits, asked by most people first."""
    waiting = UnansweredSearch.objects.filter(settled_at=None)[:SHOWN]
    enough = unanswered.ENOUGH_PEOPLE
    return editor_page(request, TAB, "editor/searches.html", searches=waiting, enough=enough)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what the words mean: they find it from now on, and leave the list."""
    search = get_object_or_404(UnansweredSearch, pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        unanswered.answer(search, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("From now on “%(words)s” finds it.") % {"words": search})
        return redirect(TAB)
    context = {"search": search, "form": form}
    status = 422 if form.errors else 200
    return editor_page(request, TAB, "editor/answer_search.html", status=status, **context)


@require_POST
@requires(EDIT)
def dismiss(request: StaffRequest, pk: int) -> HttpResponse:
    """Take it off the list: it is not for us to answer."""
    search = get_object_or_404(UnansweredSearch, pk=pk)
    unanswered.settle(search, by=request.user, at=timezone.now())
    messages.success(request, _("“%(words)s” is off the list.") % {"words": search})
    return redirect(TAB)
