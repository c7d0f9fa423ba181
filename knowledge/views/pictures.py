"""/editor/pictures/: pictures for articles, what they show and where they stand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contactcenter import errors
from contactcenter.accounts.access import StaffRequest, requires
from knowledge import pictures
from knowledge.forms.pictures import DescriptionForm, PictureForm
from knowledge.models import Picture
from knowledge.views.frame import EDIT, editor_page

PLACE = "editor:pictures"
ON_A_PAGE = 12


@require_safe
@requires(EDIT)
def picture_list(request: StaffRequest) -> HttpResponse:
    page = Paginator(Picture.objects.without_content(), ON_A_PAGE).get_page(request.GET.get("page"))
    used = pictures.where_used(page)
    entries = [(picture, used.get(picture.digest, [])) for picture in page]
    return editor_page(request, PLACE, "editor/pictures.html", page=page, entries=entries)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def add(request: StaffRequest) -> HttpResponse:
    form = PictureForm(request.POST, request.FILES) if request.method == "POST" else PictureForm()
    if form.is_valid():
        made = form.cleaned_data.pop("file")
        picture = pictures.add(made, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Copy the line into the text where it should stand."))
        return redirect("editor:picture", picture.pk)
    status = 422 if form.errors else 200
    return editor_page(request, PLACE, "editor/picture_form.html", status=status, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(EDIT)
def picture(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a picture and where it stands; take better words for what it shows."""
    found = get_object_or_404(Picture.objects.without_content(), pk=pk)
    shown = get_object_or_404(Picture.objects.without_content(), pk=pk)
    form = DescriptionForm(request.POST if request.method == "POST" else None, instance=shown)
    if form.is_valid():
        pictures.describe(found, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Residents see it at once."))
        return redirect("editor:picture", pk)
    context = {
        "picture": found,
        "form": form,
        "texts": pictures.where_used([found]).get(found.digest, []),
    }
    status = 422 if form.errors else 200
    return editor_page(request, PLACE, "editor/picture.html", status=status, **context)


@require_POST
@requires(EDIT)
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take away a picture that stands nowhere."""
    found = get_object_or_404(Picture.objects.without_content(), pk=pk)
    try:
        pictures.remove(found, by=request.user, at=timezone.now())
    except pictures.InUse:
        message = _("An article shows the picture. Take it out there first.")
        return errors.page(request, 422, message=message, back=reverse("editor:picture", args=[pk]))
    messages.success(request, _("It is gone."))
    return redirect(PLACE)
