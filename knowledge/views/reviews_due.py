"""/editor/reviews/: the articles that somebody should go through, those first that should have been already."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge import article_reviews
from knowledge.views.frame import EDIT, editor_page

ON_A_PAGE = 30


@require_safe
@requires(EDIT)
def reviews_due(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    due = article_reviews.due(today).select_related("owner", "topic")
    mine = due.filter(owner=request.user)
    shows_mine = request.GET.get("whose") == "mine"
    shown = Paginator(mine if shows_mine else due, ON_A_PAGE)
    context: dict[str, Any] = {
        "page": shown.get_page(request.GET.get("page")),
        "today": today,
        "whose": [
            tab(_("All"), "?", current=not shows_mine, count=due.count()),
            tab(_("Mine"), "?whose=mine", current=shows_mine, count=mine.count()),
        ],
    }
    return editor_page(request, "editor:reviews-due", "editor/reviews_due.html", **context)


def tab(label: str, url: str, *, current: bool, count: int) -> dict[str, Any]:
    return {"label": label, "url": url, "current": current, "count": count}
