"""What templates draw with: icons, status chips, forms' faults, ways round the site. Shown on /desk/styleguide/."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.safestring import SafeString
from django.utils.translation import get_language
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

# Label, name of the URL, permission, key. A place that does not exist yet is left out.
MAIN_NAVIGATION = [
    (_("Desk"), "desk", "accounts.use_desk", "g d"),
    (_("Past contacts"), "contacts:past", "cases.view_contacts", "g p"),
    (_("News"), "news:list", "cases.read_news", "g n"),
    (_("Knowledge"), "editor:articles", "knowledge.edit", "g k"),
    (_("Districts"), "district:start", "districts.view_district", ""),
    (_("People"), "people:list", "districts.manage_members", ""),
    (_("Log review"), "audit:events", "audit.view_events", ""),
]


@register.simple_tag
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
        url = url_or_nothing(name)
        if url and user.has_perm(permission):
            items.append({"label": label, "url": url, "key": key})
    path = reverse(context["part_of"]) if "part_of" in context else request.path
    inside = [item["url"] for item in items if path.startswith(item["url"])]
    return {"items": items, "current": max(inside, key=len, default=None)}


def url_or_nothing(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def page_languages(context: RequestContext) -> list[dict[str, str]]:
    """List this page in every language it exists in: the view's `page_languages`, or all of them."""
    request = context.get("request")
    if request is None:
        return []
    path = request.get_full_path()
    codes = context.get("page_languages") or [code for code, _name in settings.LANGUAGES]
    return [language(code) | {"url": page_in(path, code)} for code in codes]


@register.inclusion_tag("components/_language_menu.html", takes_context=True)
def language_menu(context: RequestContext) -> dict[str, Any]:
    return {"languages": page_languages(context), "current": language(get_language() or "")}


def language(code: str) -> dict[str, str]:
    """Answer a language's name in the language itself, and which way it is written."""
    direction = "rtl" if code in settings.RIGHT_TO_LEFT else "ltr"
    return {"code": code, "name": dict(settings.LANGUAGES).get(code, code), "direction": direction}


def page_in(path: str, code: str) -> str:
    """Answer the same page in another language; the front page where the address leads nowhere."""
    translated = translate_url(path, code)
    if translated == path and code != get_language():
        return f"/{code}/"
    return translated
