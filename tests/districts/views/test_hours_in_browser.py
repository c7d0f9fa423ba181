"""A district's administrator at a real browser, without a mouse, with and without script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from districts import hours_editing, line_hours
from districts.models import PhoneLine
from districts.phone_hours import ExceptionPeriod, Interval, Mode, PhoneHours, Season, Week
from tests import browser as checks

pytestmark = pytest.mark.django_db(transaction=True)

CLOSED = ((),) * 7
MORNING = (Interval(510, 570),)
MOST_TABS = 120


@pytest.fixture
def desk(page: Page, live_server, admin, line) -> Page:
    checks.sign_in(page, live_server.url, admin)
    page.goto(live_server.url + reverse("district:hours", args=[line.unit.district.slug]))
    return page


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab never came to {wanted}")


def hours_of(line: PhoneLine) -> PhoneHours:
    return line_hours.of(PhoneLine.objects.get(pk=line.pk), at=timezone.now())


def test_hours_are_changed_with_the_keyboard_alone(desk, line):
    tab_to(desk, desk.get_by_role("link", name=str(line)))
    desk.keyboard.press("Enter")
    tab_to(desk, desk.get_by_role("button", name="Add hours Thursday"))
    desk.keyboard.press("Enter")
    second = desk.get_by_role("group", name="Thursday").get_by_label("from").nth(1)
    expect(second).to_be_focused()

    desk.keyboard.type("13")
    desk.keyboard.press("Tab")
    desk.keyboard.type("14")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("What changes")).to_be_visible()
    expect(desk.locator(".diff")).to_contain_text("13:00–14:00")
    tab_to(desk, desk.get_by_role("button", name="Save", exact=True))
    desk.keyboard.press("Enter")

    expect(desk.get_by_text("Saved. Residents see it at once.").first).to_be_visible()
    (week,) = hours_of(line).weeks
    assert week.days[3] == (Interval(780, 840),)


def test_the_preview_follows_every_change(desk, line):
    desk.get_by_role("link", name=str(line)).click()
    wednesday = desk.get_by_role("group", name="Wednesday")

    wednesday.get_by_label("from").fill("8.30")
    wednesday.get_by_label("to").fill("9.30")
    wednesday.get_by_label("to").press("Tab")

    expect(desk.locator("#preview")).to_contain_text("08:30–09:30")
    expect(desk.get_by_role("status").get_by_text("changes are not saved")).to_be_visible()
    expect(wednesday.get_by_label("next day")).to_be_focused()
    assert hours_of(line).weeks == ()


def test_everything_works_without_script(browser, live_server, admin, line):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    checks.sign_in(page, live_server.url, admin)
    slugs = [line.unit.district.slug, line.slug]
    page.goto(live_server.url + reverse("district:edit-hours", args=[*slugs, "week"]))

    monday = page.get_by_role("group", name="Monday")
    monday.get_by_label("from").fill("8.30")
    monday.get_by_label("to").fill("9.30")
    page.get_by_role("button", name="Copy to Monday–Friday Monday").click()
    page.get_by_role("group", name="Friday").get_by_role("button", name="Remove").click()
    page.locator("#show-preview").click()
    expect(page.locator(".diff li")).to_have_count(7)
    page.get_by_role("button", name="Save", exact=True).click()

    assert hours_of(line).weeks == (Week(timezone.localdate(), (*(MORNING,) * 4, (), (), ())),)
    context.close()


@pytest.fixture
def full_line(admin, line):
    """A line with something on each of its pages."""
    today = timezone.localdate()
    versions = [
        PhoneHours(mode=Mode.ALWAYS),
        PhoneHours(
            weeks=(Week(today, CLOSED), Week(today + timedelta(days=7), (MORNING, *CLOSED[1:]))),
            seasons=(Season("Summer", (5, 1), (8, 31), CLOSED),),
            exceptions=(ExceptionPeriod(today, today, None, "Course"),),
        ),
    ]
    for revision, hours in enumerate(versions):
        hours_editing.save(line, hours, revision=revision, by=admin, at=timezone.now())
    line.closures.create(
        starts_at=timezone.now(),
        ends_at=timezone.now() + timedelta(hours=1),
        reason="Fire alarm",
        closed_by=admin,
    )
    return line


def test_every_page_of_a_line_with_all_kinds_of_hours_is_accessible(desk, live_server, full_line):
    """That each page of the editor is, with less on it: tests/test_every_page.py."""
    here = [full_line.unit.district.slug, full_line.slug]
    for name, args in [
        ("hours", here[:1]),
        *(("edit-hours", [*here, part]) for part in ("week", "seasons", "exceptions")),
        ("closures", here),
        ("history", here),
        ("undo", [*here, 2]),
    ]:
        desk.goto(live_server.url + reverse(f"district:{name}", args=args))
        checks.axe(desk)
        checks.every_check(desk)


def test_a_page_with_errors_leads_to_them(desk, line):
    desk.get_by_role("link", name=str(line)).click()
    desk.get_by_role("group", name="Monday").get_by_label("from").fill("8x")

    desk.get_by_role("button", name="Save", exact=True).click()

    expect(desk.locator(".error-summary")).to_be_focused()
    checks.axe(desk)
    desk.get_by_role("link", name="Monday, hours 1, from").click()
    expect(desk.get_by_role("group", name="Monday").get_by_label("from")).to_be_focused()


def test_two_editors_are_shown_each_others_changes(desk, admin, line):
    desk.get_by_role("link", name=str(line)).click()
    hours_editing.save(line, PhoneHours(mode=Mode.ALWAYS), revision=0, by=admin, at=timezone.now())
    desk.get_by_role("group", name="Monday").get_by_label("from").fill("8.30")
    desk.get_by_role("group", name="Monday").get_by_label("to").fill("9.30")
    desk.get_by_role("button", name="Save", exact=True).click()

    expect(desk.get_by_role("heading", name="Somebody was faster")).to_be_visible()
    checks.axe(desk)
    desk.get_by_role("button", name="Save mine on top").click()

    expect(desk.get_by_text("Saved. Residents see it at once.").first).to_be_visible()
    hours = hours_of(line)
    assert (hours.mode, hours.weeks[0].days[0]) == (Mode.HOURS, MORNING)


def test_the_editor_is_accessible_from_right_to_left(desk, admin, full_line):
    admin.language = "ar"
    admin.save()

    desk.get_by_role("link", name=str(full_line)).click()
    desk.locator("#show-preview").click()
    expect(desk.locator("#preview dl").first).to_be_visible()

    checks.axe(desk)
    checks.every_check(desk)
