"""The template tags, and the frames round pages."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.template import Context, RequestContext, Template, loader
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override

from contactcenter.accounts.roles import Role
from contactcenter.context_processors import shell_of
from contactcenter.templatetags import ui
from tests.factories import UserFactory


def request_for(path: str, user=None):
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return request


def draw(template: str, **context) -> str:
    return Template("{% load ui %}" + template).render(Context(context))


@pytest.mark.parametrize("kind", ui.ICON_OF_CHIP)
def test_chip_has_an_icon_and_a_word(kind):
    html = draw('{% chip kind "Open now" %}', kind=kind)

    assert html.startswith(f'<span class="chip chip-{kind}"><svg class="icon')
    assert html.rstrip().endswith("Open now</span>")


def test_icons_are_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in draw('{% icon "phone" %}')


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ("page=3", '<th scope="col"><a href="?sort=name">'),
        ("sort=name&page=3", '<th scope="col" aria-sort="ascending"><a href="?sort=-name">'),
        ("sort=-name", '<th scope="col" aria-sort="descending"><a href="?sort=name">'),
    ],
)
def test_sort_header_turns_round_and_starts_from_the_first_page(asked, drawn):
    context = RequestContext(request_for(f"/people/?{asked}"))

    html = Template('{% load ui %}{% sort_header "name" "Name" %}').render(context)

    assert html.startswith(drawn)


def test_page_in_another_language_is_the_same_page_or_the_front_page():
    request = request_for("/sv/find/?q=Tensta")
    context = Context({"request": request})
    nowhere = ui.in_language(context, "ar")
    request.resolver_match = resolve(request.path)

    assert (nowhere, ui.in_language(context, "ar")) == ("/ar/", "/ar/find/?q=Tensta")


def test_language_names_are_in_the_language_itself():
    assert ui.language("ar") == {"code": "ar", "name": "العربية", "direction": "rtl"}
    assert ui.language("fi") == {"code": "fi", "name": "Suomi", "direction": "ltr"}


@pytest.mark.parametrize(
    ("path", "role", "shell"),
    [
        ("/sv/nothing/", Role.AGENT, "base_public.html"),
        ("/nothing/", None, "base_public.html"),
        ("/desk/nothing/", Role.AGENT, "base_staff.html"),
    ],
)
def test_error_pages_stand_in_the_frame_of_who_reads_them(path, role, shell):
    user = UserFactory.build(roles=[role]) if role else None

    assert shell_of(request_for(path, user)) == shell


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 429, 500])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_error_page_needs_neither_request_nor_database(status, language):
    with override(language):
        html = loader.render_to_string(
            f"errors/{status}.html", {"message": "It is full.", "request_id": "3f2a"}
        )

    assert html.count("<h1>") == 1
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert "It is full." in html
    assert "3f2a" in html


def test_what_a_fragment_tells_takes_the_place_of_older_toasts():
    told = [Message(SUCCESS, "Saved.")]

    html = loader.render_to_string("components/_new_toasts.html", {"messages": told})

    assert 'hx-swap-oob="innerHTML:#toasts"' in html
    assert 'class="notice toast notice-success"' in html
    assert "<div>Saved.</div>" in html
    assert not loader.render_to_string("components/_new_toasts.html").strip()
