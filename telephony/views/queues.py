"""Setting up queues: their settings, who answers them, whether they are in use."""

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.accounts.models import User
from telephony import queues
from telephony.forms.queues import MemberForm, QueueForm
from telephony.models import Queue
from telephony.views.frame import CHANGE, page, posted, queue_or_404, queue_page

REFUSALS = {
    queues.AlreadyThere: gettext_lazy("This line has a queue for this assignment already."),
    queues.HasCallbacks: gettext_lazy(
        "People wait there whom we have promised to ring. Move them or answer them first."
    ),
    queues.InTheMenu: gettext_lazy(
        "The phone menu leads callers there. Change and publish the menu first."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def create(request: StaffRequest) -> HttpResponse:
    form = QueueForm(posted(request))
    if form.is_valid():
        try:
            queue = queues.create(by=request.user, at=timezone.now(), **form.values)
        except queues.AlreadyThere:
            form.add_error(None, REFUSALS[queues.AlreadyThere])
        else:
            messages.success(request, _("The queue is there. Now say who answers it."))
            return redirect("queues:members", queue.slug)
    status = 422 if form.errors else 200
    return page(request, "all", "telephony/new_queue.html", status=status, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def change(request: StaffRequest, slug: str) -> HttpResponse:
    queue = queue_or_404(slug)
    form = QueueForm(
        posted(request), instance=queue_or_404(slug), initial={"revision": queue.revision}
    )
    if form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            queues.change(
                queue, revision=revision, by=request.user, at=timezone.now(), **form.values
            )
        except queues.Outdated:
            return outdated(request, slug)
        except (queues.AlreadyThere, queues.HasCallbacks, queues.InTheMenu) as refusal:
            form.add_error(None, REFUSALS[type(refusal)])
        else:
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("queues:change", slug)
    status = 422 if form.errors else 200
    return queue_page(
        request, queue, "change", "telephony/queue_form.html", status=status, form=form
    )


def outdated(request: StaffRequest, slug: str) -> HttpResponse:
    """Show what is saved by now beside what was typed; saving once more puts the latter in its place."""
    stored = queue_or_404(slug)
    typed = request.POST.copy()
    typed["revision"] = str(stored.revision)
    form = QueueForm(typed, instance=queue_or_404(slug))
    differs = [form[name] for name in form.changed_data if name in form.Meta.fields]
    return queue_page(
        request,
        stored,
        "change",
        "telephony/queue_form.html",
        status=409,
        form=form,
        differs=[(field.label, getattr(stored, field.name)) for field in differs],
        is_outdated=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def retire(request: StaffRequest, slug: str) -> HttpResponse:
    queue = queue_or_404(slug)
    if request.method == "POST":
        try:
            queues.retire(queue, by=request.user, at=timezone.now())
        except (queues.HasCallbacks, queues.InTheMenu) as refusal:
            return refused(request, queue, refusal)
        messages.success(request, _("The queue is out of use."))
        return redirect("queues:all")
    context = {
        "question": _("Take %(queue)s out of use?") % {"queue": queue},
        "consequences": [
            _("Nobody can ask to be rung back by it any more."),
            _("What has happened in it stays, and it can be taken into use again."),
        ],
        "action": _("Take it out of use"),
        "back_url": reverse("queues:change", args=[slug]),
        "destructive": True,
    }
    return render(request, "confirm.html", context)


def refused(request: StaffRequest, queue: Queue, refusal: Exception) -> HttpResponse:
    is_menu = isinstance(refusal, queues.InTheMenu)
    back = reverse("queues:menu") if is_menu else reverse("queues:close", args=[queue.slug])
    return errors.page(request, 422, message=REFUSALS[type(refusal)], back=back)


@require_POST
@requires(CHANGE)
def take_up(request: StaffRequest, slug: str) -> HttpResponse:
    queues.take_up(queue_or_404(slug), by=request.user, at=timezone.now())
    messages.success(request, _("The queue is in use."))
    return redirect("queues:change", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def members(request: StaffRequest, slug: str) -> HttpResponse:
    queue = queue_or_404(slug)
    form = MemberForm(posted(request), queue=queue)
    if form.is_valid():
        person = form.cleaned_data["user"]
        queues.add_member(queue, person, by=request.user, at=timezone.now())
        messages.success(request, _("%(person)s answers this queue now.") % {"person": person})
        return redirect("queues:members", slug)
    status = 422 if form.errors else 200
    people = User.objects.filter(queue_memberships__queue=queue).with_name_key()
    return queue_page(
        request,
        queue,
        "members",
        "telephony/members.html",
        status=status,
        form=form,
        people=people.order_by(F("name_key").asc(), "pk"),
    )


@require_POST
@requires(CHANGE)
def remove_member(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    queue = queue_or_404(slug)
    person = get_object_or_404(User, queue_memberships__queue=queue, pk=pk)
    queues.remove_member(queue, person, by=request.user, at=timezone.now())
    messages.success(request, _("%(person)s answers it no more.") % {"person": person})
    return redirect("queues:members", slug)
