"""What templates draw with: icons, status chips, forms' faults, ways round the site. Shown on /desk/styleguide/."""

from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.forms.utils import flatatt
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_from_path
from django.utils.translation import gettext_lazy as _

from contactcenter.forms import problems_of, problems_of_formset

register = template.Library()

ICON_OF_CHIP = {
    "open": "open",
    "closed": "closed",
    "not_known": "not_known",
    "urgent": "urgent",
    "due": "due",
    "done": "check",
    "info": "info",
}
ICON_OF_NOTICE = {"success": "check", "warning": "warning", "error": "warning", "urgent": "urgent"}

EVERY_LANGUAGE = [code for code, _name in settings.LANGUAGES]

# Label, name of the URL, permission, key. A place that does not exist yet is left out.
MAIN_NAVIGATION = [
    (_("Desk"), "desk", "accounts.use_desk", "g d"),
    (_("Callbacks"), "desk-callbacks:list", "telephony.view_callbacks", "g c"),
    (_("Past contacts"), "contacts:past", "cases.view_contacts", "g p"),
    (_("Queues"), "queues:overview", "telephony.view_queues", ""),
    (_("News"), "news:list", "cases.read_news", "g n"),
    (_("Knowledge"), "editor:articles", "knowledge.edit", "g k"),
    (_("Districts"), "district:start", "districts.view_district", ""),
    (_("People"), "people:list", "districts.manage_members", ""),
    (_("Log review"), "audit:events", "audit.view_events", ""),
]


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an icon. It is hidden from screen readers: a word always stands beside it."""
    return render_to_string(f"icons/{name}.svg")


@register.simple_tag
def notice_icon(level: str) -> SafeString:
    return icon(ICON_OF_NOTICE.get(level, "info"))


@register.inclusion_tag("components/_chip.html")
def chip(kind: str, text: str) -> dict[str, str]:
    """Show a status as an icon and a word: open, closed, not_known, urgent, due, done or info."""
    return {"kind": kind, "icon": ICON_OF_CHIP[kind], "text": text}


@register.inclusion_tag("components/_error_summary.html")
def error_summary(*sources: forms.BaseForm | forms.BaseFormSet) -> dict[str, Any]:
    """List what is wrong in some forms and formsets, each line a link to its field. Takes the focus."""
    problems = [
        problem
        for source in sources
        for problem in (
            problems_of_formset(source)
            if isinstance(source, forms.BaseFormSet)
            else problems_of(source)
        )
    ]
    return {"problems": problems, "id": f"problems-{getattr(sources[0], 'prefix', None) or 'form'}"}


@register.simple_tag
def fields(form: forms.BaseForm) -> SafeString:
    """Draw a form's fields without its summary of faults, where the page shows one summary for several forms."""
    return form.render("django/forms/fields.html")


@register.simple_tag
def options(optgroups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """Write what a list offers. There may be hundreds, and a template would take ten times as long for each."""
    groups = ((name, "".join(map(_option, offered))) for name, offered, _index in optgroups)
    return mark_safe(  # noqa: S308  (whatever stands in an option has been escaped)
        "".join(
            f'<optgroup label="{escape(str(name))}">{drawn}</optgroup>' if name else drawn
            for name, drawn in groups
        )
    )


def _option(option: dict[str, Any]) -> str:
    attrs = flatatt(option["attrs"]) if option["attrs"] else ""
    value, label = escape(str(option["value"])), escape(str(option["label"]))
    return f'<option value="{value}"{attrs}>{label}</option>'


@register.simple_tag
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.inclusion_tag("components/_sort_header.html", takes_context=True)
def sort_header(context: RequestContext, name: str, label: str) -> dict[str, Any]:
    """Head a column by which a list can be sorted: `?sort=name`, and `?sort=-name` the other way round."""
    request = context["request"]
    directions = {name: "ascending", f"-{name}": "descending"}
    direction = directions.get(request.GET.get("sort", ""))
    following = f"-{name}" if direction == "ascending" else name
    return {"request": request, "label": label, "direction": direction, "next": following}


@register.inclusion_tag("components/_main_navigation.html", takes_context=True)
def main_navigation(context: RequestContext) -> dict[str, Any]:
    """Offer the places that the person may enter. A page says by `part_of` where it belongs, if its address does not."""
    request, user = context["request"], context["user"]
    items: list[dict[str, Any]] = []
    for label, name, permission, key in MAIN_NAVIGATION:
        url = url_or_nothing(name) if user.has_perm(permission) else ""
        if url:
            items.append({"label": label, "url": url, "key": key, "name": name})
    path = reverse(context["part_of"]) if "part_of" in context else request.path
    inside = [item["url"] for item in items if path.startswith(item["url"])]
    current = max(inside, key=len, default=None)
    return {"items": items, "current": current, "user": user}


def url_or_nothing(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def page_languages(context: RequestContext) -> list[dict[str, str]]:
    """List this page in every language it exists in: the view's `page_languages`, or all of them."""
    return in_languages(context, context.get("page_languages") or EVERY_LANGUAGE)


@register.inclusion_tag("components/_language_menu.html", takes_context=True)
def language_menu(context: RequestContext) -> dict[str, Any]:
    """Offer every language: a page that is not translated to one says so in it, and shows the number to call."""
    return {
        "languages": in_languages(context, EVERY_LANGUAGE),
        "current": language(get_language() or ""),
    }


def in_languages(context: RequestContext, codes: Iterable[str]) -> list[dict[str, str]]:
    if context.get("request") is None:
        return []
    return [language(code) | {"url": in_language(context, code)} for code in codes]


def language(code: str) -> dict[str, str]:
    """Answer a language's name in the language itself, and which way it is written."""
    direction = "rtl" if code in settings.RIGHT_TO_LEFT else "ltr"
    return {"code": code, "name": dict(settings.LANGUAGES).get(code, code), "direction": direction}


@register.simple_tag(takes_context=True)
def in_language(context: RequestContext, code: str) -> str:
    """Answer the address of the same page in another language; of the front page where there is no such page."""
    request = context["request"]
    if request.resolver_match is None or not get_language_from_path(request.path_info):
        return f"/{code}/"
    _slash, _language, rest = request.get_full_path().split("/", 2)
    return f"/{code}/{rest}"
