"""/editor/: the articles, and what each of them waits for."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge.models import Article
from knowledge.views.frame import EDIT, editor_page


@require_safe
@requires(EDIT)
def articles(request: StaffRequest) -> HttpResponse:
    shown = Article.objects.select_related("topic")
    return editor_page(request, "editor:articles", "editor/articles.html", articles=shown)
