"""Calling the phone menu in text: the keys pressed so far and the moment stand in the address, nothing is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from contactcenter.accounts.access import StaffRequest, requires
from districts import line_hours, phone_hours
from districts.forms.preview import MomentForm
from districts.phone_hours import PhoneHours, State
from telephony import menu_checks, menu_hearing, menu_paths, menus
from telephony.menu_checks import Known
from telephony.menu_content import PhoneMenu
from telephony.models import Queue
from telephony.views.frame import VIEW, page
from telephony.views.menus import version_or_404

MOST_KEYS = 40  # of one call


@require_safe
@requires(VIEW)
def hear(request: StaffRequest, pk: int) -> HttpResponse:
    found = version_or_404(pk)
    menu = PhoneMenu.read(found.content)
    known = menus.known()
    problems = menu_checks.problems_of(menu, known)
    form = moment_form(request)
    at = form.cleaned_data["moment"] if form.is_valid() else timezone.now()
    context: dict[str, Any] = {"version": found, "problems": problems, "form": form, "at": at}
    if not problems:
        keys = keys_in(request.GET.get("keys", ""))
        context |= call(menu, keys, known, at)
        context["from_the_start"] = address(pk, request, [])
        context["options"] = [
            (option, address(pk, request, [*keys, option.key])) for option in context["options"]
        ]
    status = 422 if form.errors else 200
    return page(request, "menu", "telephony/menu_hear.html", status=status, **context)


def moment_form(request: StaffRequest) -> MomentForm:
    if request.GET.get("moment"):
        return MomentForm(request.GET)
    return MomentForm(initial={"moment": timezone.localtime()})


def call(menu: PhoneMenu, keys: list[str], known: Known, at: datetime) -> dict[str, Any]:
    """Answer what is heard at the moment, and the keys that lead on."""
    queues = Queue.objects.filter(slug__in=menu.queues()).select_related("line__unit")
    hours_of_line = line_hours.of_many({queue.line for queue in queues}, at=at)
    hours: Mapping[str, PhoneHours] = {queue.slug: hours_of_line[queue.line] for queue in queues}
    is_open = {
        slug: phone_hours.open_at(each, at).state is State.OPEN for slug, each in hours.items()
    }
    heard = menu_hearing.hear(
        menu,
        keys,
        is_open,
        lambda slug, language: phone_hours.describe(hours[slug], at, language),
        emergency=known.emergency_lines.get(menu.emergency, ""),
    )
    pressed = [None if key == menu_paths.NOTHING else key for key in keys]
    place = menu_paths.walk(menu, pressed, lambda slug: is_open[slug])[-1]
    names = {queue.slug: queue.name for queue in queues}
    return {
        "heard": [(each, names.get(each.end.queue, "") if each.end else "") for each in heard],
        "options": menu_hearing.options(menu, place),
    }


def address(pk: int, request: StaffRequest, keys: list[str]) -> str:
    """Answer the page's address with these keys, at the moment that was asked for."""
    moment = request.GET.get("moment", "")
    query = {"moment": moment, "keys": "".join(keys)} if moment else {"keys": "".join(keys)}
    return reverse("queues:hear-menu", args=[pk], query=query)


def keys_in(text: str) -> list[str]:
    """Read the keys of a call, one character each; what is no key is left out."""
    allowed = {key or menu_paths.NOTHING for key in menu_paths.KEYS}
    return [key for key in text[:MOST_KEYS] if key in allowed]
