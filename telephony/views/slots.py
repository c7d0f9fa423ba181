"""/queues/<queue>/slots/: a week of half hours, how many callbacks each holds and how many are booked."""

from datetime import date, timedelta
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from telephony import slot_weeks, slots
from telephony.forms.slots import WeekForm, caught_up, copied
from telephony.models import Queue
from telephony.slot_weeks import DAYS
from telephony.views.frame import CHANGE, queue_or_404, queue_page

WEEKS = slots.DAYS_AHEAD // DAYS + 1


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def week(request: StaffRequest, slug: str) -> HttpResponse:
    """Show a week; save it, or fill a day's numbers into the others and show that first."""
    queue, now = queue_or_404(slug), timezone.now()
    found = slot_weeks.of(queue, monday_asked_for(request))
    if request.method != "POST":
        return week_page(request, queue, WeekForm(week=found, now=now))
    day = day_in(request.POST.get("copy", ""))
    if day:
        form = WeekForm(copied(request.POST, found, day), week=found, now=now)
        return week_page(request, queue, form, copied_day=day)
    form = WeekForm(request.POST, week=found, now=now)
    if not form.is_valid():
        return week_page(request, queue, form, status=422)
    return save(request, queue, form)


def save(request: StaffRequest, queue: Queue, form: WeekForm) -> HttpResponse:
    back = address(queue, form.week.monday)
    if not form.wanted:
        messages.info(request, _("Nothing has changed, so nothing was saved."))
        return redirect(back)
    try:
        slot_weeks.edit(queue, form.wanted, by=request.user, at=timezone.now())
    except (slot_weeks.ChangedMeanwhile, slot_weeks.FewerThanBooked):
        now = slot_weeks.of(queue, form.week.monday)
        again = WeekForm(caught_up(request.POST, now), week=now, now=timezone.now())
        return week_page(request, queue, again, status=409)
    messages.success(request, _("Saved. Residents see it at once."))
    return redirect(back)


@require_POST
@requires(CHANGE)
def reckon_again(request: StaffRequest, slug: str) -> HttpResponse:
    """Let a day hold again what the hours and the people who answer make of it."""
    queue = queue_or_404(slug)
    day = day_in(request.POST.get("day", ""))
    if day is None:
        return errors.page(request, 422, message=_("Choose a day."), back=address(queue, None))
    slot_weeks.reckon_again(queue, day, by=request.user, at=timezone.now())
    messages.success(request, _("The day holds again what is worked out."))
    return redirect(address(queue, slot_weeks.monday_of(day)))


def week_page(
    request: StaffRequest,
    queue: Queue,
    form: WeekForm,
    *,
    status: int = 200,
    copied_day: date | None = None,
) -> HttpResponse:
    this_monday = slot_weeks.monday_of(timezone.localdate())
    mondays = [this_monday + number * timedelta(days=DAYS) for number in range(WEEKS)]
    return queue_page(
        request,
        queue,
        "slots",
        "telephony/slots.html",
        status=status,
        form=form,
        week=form.week,
        copied_day=copied_day,
        is_outdated=status == HTTPStatus.CONFLICT,
        weeks=[(monday, address(queue, monday)) for monday in mondays],
        computed=slots.capacity_of(queue),
    )


def address(queue: Queue, monday: date | None) -> str:
    query = {"week": monday.isoformat()} if monday else None
    return reverse("queues:slots", args=[queue.slug], query=query)


def monday_asked_for(request: StaffRequest) -> date:
    day = day_in(request.GET.get("week", "")) or timezone.localdate()
    return slot_weeks.monday_of(day)


def day_in(text: str) -> date | None:
    """Read a day of this century; None where there is none."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and 2000 <= day.year < 2100 else None
