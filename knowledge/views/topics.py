"""/editor/topics/: the tree of what people ask about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contactcenter.accounts.access import StaffRequest, requires
from knowledge import topic_editing
from knowledge.forms.topics import NewTopicForm, TopicForm
from knowledge.models import Topic
from knowledge.views.frame import EDIT, editor_page

PLACE = "editor:topics"


@require_safe
@requires(EDIT)
def topics(request: StaffRequest) -> HttpResponse:
    tree = Topic.objects.select_related("parent", "service")
    return editor_page(request, PLACE, "editor/topics.html", topics=tree)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def add(request: StaffRequest) -> HttpResponse:
    form = NewTopicForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        topic_editing.add(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(PLACE)
    status = 422 if form.errors else 200
    return editor_page(request, PLACE, "editor/topics_form.html", status=status, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def change(request: StaffRequest, code: str) -> HttpResponse:
    topic = get_object_or_404(Topic, code=code)
    shown = get_object_or_404(Topic, code=code)
    form = TopicForm(request.POST if request.method == "POST" else None, instance=shown)
    if form.is_valid():
        topic_editing.change(topic, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(PLACE)
    context = {"form": form, "topic": topic}
    status = 422 if form.errors else 200
    return editor_page(request, PLACE, "editor/topics_form.html", status=status, **context)
