"""/desk/news/: what everybody who answers should know, and for those who write it, who has read it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import news
from cases.forms.news import NewsChangeForm, NewsFilter, NewsForm, ReadForm
from cases.models import NewsItem
from cases.models.news import NewsItemQuerySet
from cases.news import READ_NEWS, WRITE_NEWS
from contactcenter.accounts.access import StaffRequest, requires

ON_A_PAGE = 20
PEOPLE_ON_A_PAGE = 50
FORM = "desk/news/form.html"
State = NewsItem.State
IMPORTANT_FIRST = ["-is_important", "-starts_at", "-pk"]
SORTS = {"starts_at": ["starts_at", "pk"], "-starts_at": ["-starts_at", "-pk"]}


@require_safe
@requires(READ_NEWS)
def item_list(request: StaffRequest) -> HttpResponse:
    """Show what holds now, important first; what is coming to those who write, and the archive of what has ended."""
    at = timezone.now()
    state = state_asked_for(request)
    items = visible_items(request, at).in_state(state, at=at).with_read_by(request.user)
    found = NewsFilter(request.GET, queryset=items)
    order = SORTS.get(request.GET.get("sort", ""), IMPORTANT_FIRST)
    page = Paginator(found.qs.order_by(*order), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "state": state,
        "tabs": tabs(request, state),
        "entries": [(item, item.is_for(request.user)) for item in page],
    }
    return render(request, "desk/news/list.html", context)


def visible_items(request: StaffRequest, at: datetime) -> NewsItemQuerySet:
    return NewsItem.objects.visible_to(request.user, at=at)


def state_asked_for(request: StaffRequest) -> State:
    asked = request.GET.get("state", "")
    return State(asked) if asked in offered_states(request) else State.CURRENT


def offered_states(request: StaffRequest) -> list[State]:
    is_writer = request.user.has_perm(WRITE_NEWS)
    return [state for state in State if is_writer or state is not State.COMING]


def tabs(request: StaffRequest, current: State) -> list[dict[str, Any]]:
    return [
        tab(str(state.label), state, current=state == current) for state in offered_states(request)
    ]


def tab(label: str, state: str, *, current: bool, count: int | None = None) -> dict[str, Any]:
    return {"label": label, "url": f"?state={state}", "current": current, "count": count}


@require_safe
@requires(READ_NEWS)
def item_page(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    visible = visible_items(request, at).with_read_by(request.user).select_related("author")
    item = get_object_or_404(visible, pk=pk)
    context = {"item": item, "state": item.state(at), "is_for_me": item.is_for(request.user)}
    return render(request, "desk/news/item.html", context)


@require_POST
@requires(READ_NEWS)
def mark_read(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep that the person has read the item; on the desk, draw the banner with what is left."""
    at = timezone.now()
    item = get_object_or_404(visible_items(request, at), pk=pk)
    form = ReadForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    news.mark_read(item, revision=form.cleaned_data["revision"], reader=request.user, at=at)
    if request.htmx.target == "news-banner":
        return render(request, "desk/_news_banner.html", {"just_read": item})
    messages.success(request, _("It is noted that you have read “%(title)s”.") % {"title": item})
    return redirect("news:list")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(WRITE_NEWS)
def create(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    form = NewsForm(request.POST or None, initial={"starts_at": now})
    if form.is_valid() and "preview" not in request.POST:
        item = news.publish(by=request.user, at=now, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("news:item", item.pk)
    return form_page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(WRITE_NEWS)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(NewsItem, pk=pk)
    form = NewsChangeForm(request.POST or None, instance=get_object_or_404(NewsItem, pk=pk))
    if form.is_valid() and "preview" not in request.POST:
        try:
            news.change(item, by=request.user, at=timezone.now(), **form.cleaned_data)
        except news.Outdated:
            return outdated(request, item)
        messages.success(request, _("Saved."))
        return redirect("news:item", pk)
    return form_page(request, form, item=item)


def outdated(request: StaffRequest, item: NewsItem) -> HttpResponse:
    """Show what is saved by now beside what was typed; saving once more puts the latter in its place."""
    item.refresh_from_db()
    typed = request.POST.copy()
    typed["revision"] = str(item.revision)
    form = NewsChangeForm(typed, instance=get_object_or_404(NewsItem, pk=item.pk))
    return form_page(request, form, status=409, item=item, stored=item)


def form_page(
    request: StaffRequest, form: NewsForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Draw the form; with what has been typed as readers will see it, when that was asked for."""
    if form.is_bound and form.is_valid():
        context["preview"] = form.instance
    status = 422 if form.errors else status
    return render(request, FORM, {"form": form, **context}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(WRITE_NEWS)
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask, then end what is shown now, or take back what has not been shown yet."""
    item = get_object_or_404(NewsItem, pk=pk)
    at = timezone.now()
    is_coming = item.state(at) == State.COMING
    if request.method == "POST":
        act = news.withdraw if is_coming else news.end
        act(item, by=request.user, at=at)
        messages.success(request, _("It is not shown any more."))
        return redirect("news:list")
    context = {"back_url": reverse("news:item", args=[pk]), "destructive": is_coming}
    return render(request, "confirm.html", context | words_before_the_end(item, is_coming))


def words_before_the_end(item: NewsItem, is_coming: bool) -> dict[str, Any]:
    if is_coming:
        return {
            "question": _("Take “%(title)s” back?") % {"title": item},
            "consequences": [_("Nobody has seen it yet. It is gone for good.")],
            "action": _("Take back"),
        }
    return {
        "question": _("End “%(title)s” now?") % {"title": item},
        "consequences": [
            _("It leaves the desk and the list at once, and is found in the archive."),
            _("To show it again, change its last moment."),
        ],
        "action": _("End now"),
    }


@require_safe
@requires(WRITE_NEWS)
def readers(request: StaffRequest, pk: int) -> HttpResponse:
    """Show who has read the item as it stands now, and who has not."""
    item = get_object_or_404(NewsItem, pk=pk)
    have_read, have_not = news.split_audience(item)
    shows_read = request.GET.get("state") == "read"
    people = (
        (have_read if shows_read else have_not).with_name_key().order_by(F("name_key").asc(), "pk")
    )
    counts = {"unread": have_not.count(), "read": have_read.count()}
    context = {
        "item": item,
        "shows_read": shows_read,
        "counts": counts,
        "total": sum(counts.values()),
        "page": Paginator(people, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page")),
        "tabs": [
            tab(_("Have not read it"), "unread", current=not shows_read, count=counts["unread"]),
            tab(_("Have read it"), "read", current=shows_read, count=counts["read"]),
        ],
    }
    return render(request, "desk/news/readers.html", context)
