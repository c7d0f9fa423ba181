"""The monthly review: its list, one review, a decision on a look-up, the sign-off, and what is kept of it on paper."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from contactcenter.audit import events
from contactcenter.log_review import cards, drawing, review_csv, reviews
from contactcenter.log_review.forms.reviews import DecisionForm
from contactcenter.log_review.models import Decision, Review, ReviewItem

REVIEW = "audit.review_log"
REVIEWS_ON_A_PAGE = 24
ITEMS_ON_A_PAGE = 20
STATUS = {reviews.OwnLookUp: 403, reviews.Signed: 409, reviews.NotReady: 422}


@require_safe
@requires(REVIEW)
def index(request: StaffRequest) -> HttpResponse:
    """List months and units with their progress; no look-up is shown, so nothing is recorded."""
    found = Review.objects.with_progress().select_related("unit", "signed_by")
    page = Paginator(found, REVIEWS_ON_A_PAGE).get_page(request.GET.get("page"))
    due = drawing.due(at=timezone.now())
    return render(request, "log_review/reviews.html", {"page": page, "due": due})


@require_POST
@requires(REVIEW)
def draw(request: StaffRequest) -> HttpResponse:
    """Draw what is due now, for whoever does not want to wait for the clock."""
    drawn = drawing.draw_due(by=request.user, at=timezone.now())
    if drawn:
        sentence = ngettext(
            "%(count)s month was drawn.", "%(count)s months were drawn.", len(drawn)
        )
        messages.success(request, sentence % {"count": len(drawn)})
    else:
        messages.info(request, _("Every month that is over has been drawn already."))
    return redirect("audit:reviews")


@require_safe
@requires(REVIEW)
def review_page(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a stretch of the review. That it is read is recorded before any of it is."""
    review = review_or_404(pk)
    only_left = "left" in request.GET
    items = reviews.left_of(review) if only_left else reviews.items_of(review)
    page = Paginator(items, ITEMS_ON_A_PAGE).get_page(request.GET.get("page"))
    viewed(request, review, page=page.number)
    context = {
        "review": review,
        "page": page,
        "cards": cards.of_all(page.object_list, request.user),
        "only_left": only_left,
    }
    return render(request, "log_review/review.html", context)


@require_POST
@requires(REVIEW)
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(reviews.items(), pk=pk)
    form = DecisionForm.about(item, request.POST)
    if not form.is_valid():
        return card_again(request, item, form, status=422)
    try:
        reviews.decide(
            item,
            Decision.Verdict(form.cleaned_data["verdict"]),
            comment=form.cleaned_data["comment"],
            seen=form.cleaned_data["seen"],
            by=request.user,
            at=timezone.now(),
        )
    except reviews.DecidedMeanwhile as refused:
        messages.error(request, str(refused))
        item = fresh(item)
        again = DecisionForm.about(item, comment=form.cleaned_data["comment"])
        return card_again(request, item, again, status=409)
    except reviews.Refused as refused:
        return refusal(request, refused, item.review)
    return decided(request, item)


def decided(request: StaffRequest, item: ReviewItem) -> HttpResponse:
    """Go back to where the decision was taken, or hand over the card alone, with how far the review has come."""
    if not request.htmx:
        messages.success(request, _("Saved."))
        page = request.POST.get("page", "")
        query = {"page": page} if page.isdecimal() else None
        where = reverse(
            "audit:review", args=[item.review_id], query=query, fragment=f"item-{item.pk}"
        )
        return redirect(where)
    card = cards.of(fresh(item), request.user)
    context = {"card": card, "review": review_or_404(item.review_id), "is_swapped": True}
    return render(request, "log_review/_card_and_progress.html", context)


def card_again(
    request: StaffRequest, item: ReviewItem, form: DecisionForm, *, status: int
) -> HttpResponse:
    """Show one look-up with what was typed: alone for htmx, else as a page."""
    viewed(request, item.review, number=item.number)
    context = {
        "card": cards.of(item, request.user, form),
        "review": review_or_404(item.review_id),
        "is_swapped": request.htmx,
    }
    template = "_card_and_progress.html" if request.htmx else "item.html"
    return render(request, f"log_review/{template}", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(REVIEW)
def sign(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask before the review is signed off: it cannot be taken back."""
    review = review_or_404(pk)
    try:
        reviews.require_ready(review, by=request.user)
        if request.method == "POST":
            reviews.sign(review, by=request.user, at=timezone.now())
            messages.success(request, _("The review is signed off."))
            return redirect("audit:review", pk)
    except reviews.Refused as refused:
        return refusal(request, refused, review)
    month = formats.date_format(review.month, "YEAR_MONTH_FORMAT")
    context = {
        "question": _("Sign off the review of %(month)s, %(unit)s?")
        % {"month": month, "unit": review.unit_name},
        "consequences": [
            *counts_in_words(review),
            _("After that nothing about it can be changed."),
        ],
        "action": _("Sign off"),
        "back_url": reverse("audit:review", args=[pk]),
    }
    return render(request, "confirm.html", context)


def counts_in_words(review: Review) -> list[str]:
    verdicts = reviews.verdicts_of(review)
    return [
        f"{verdict.label}: {verdicts[verdict]}" for verdict in Decision.Verdict if verdicts[verdict]
    ]


@require_safe
@requires(REVIEW)
def report(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the whole review with its decisions, to be printed and kept."""
    review = review_or_404(pk)
    try:
        reviews.require_not_reviewed(review, request.user)
    except reviews.Refused as refused:
        return refusal(request, refused, review)
    viewed(request, review, form="report")
    context = {"review": review, "cards": cards.of_all(reviews.items_of(review), request.user)}
    return render(request, "log_review/report.html", context)


@require_POST
@requires(REVIEW)
def copy(request: StaffRequest, pk: int) -> HttpResponse:
    """Hand the same over as a file for a spreadsheet."""
    review = review_or_404(pk)
    try:
        reviews.require_not_reviewed(review, request.user)
    except reviews.Refused as refused:
        return refusal(request, refused, review)
    viewed(request, review, form="csv")
    name = (
        f"review_{review.month:%Y-%m}_{review.unit.slug if review.unit else 'contact-centre'}.csv"
    )
    return HttpResponse(
        review_csv.write(reviews.items_of(review)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def review_or_404(pk: int) -> Review:
    found = Review.objects.with_progress().select_related("unit", "drawn_by", "signed_by")
    review: Review = get_object_or_404(found, pk=pk)
    return review


def fresh(item: ReviewItem) -> ReviewItem:
    """Answer the item with the decisions that have come since."""
    return reviews.items().get(pk=item.pk)


def viewed(request: StaffRequest, review: Review, **part: Any) -> None:
    """Record, before any of it is read, that part of a review is shown."""
    events.record(
        request.user,
        "review.viewed",
        review,
        at=timezone.now(),
        unit=review.unit_name,
        purpose=reviews.PURPOSE,
        **part,
    )


def refusal(request: StaffRequest, refused: reviews.Refused, review: Review) -> HttpResponse:
    back = reverse("audit:review", args=[review.pk])
    return errors.page(request, STATUS[type(refused)], message=str(refused), back=back)
