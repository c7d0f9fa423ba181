"""/editor/links/: links in published texts that lead nowhere."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge.models import ArticleText, Link
from knowledge.views.frame import EDIT, editor_page

ON_A_PAGE = 20


@require_safe
@requires(EDIT)
def dead(request: StaffRequest) -> HttpResponse:
    texts = Prefetch("texts", ArticleText.objects.select_related("article").order_by("pk"))
    page = Paginator(Link.objects.dead().prefetch_related(texts), ON_A_PAGE)
    return editor_page(
        request,
        "editor:links",
        "editor/links.html",
        page=page.get_page(request.GET.get("page")),
        total=Link.objects.count(),
        asks_others=settings.CHECK_OUTSIDE_LINKS,
    )
