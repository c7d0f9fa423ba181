"""A guide reaches residents only when somebody else than its writer has published it."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from contactcenter.accounts.models import User
from contactcenter.audit.models import AuditEvent
from knowledge import guide_checks, guide_versions, starting_guides
from knowledge.models import GuideVersion
from tests.factories import MONDAY_NINE, GuideVersionFactory, UserFactory
from tests.knowledge import small_guide

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return UserFactory(roles=["editor"])


@pytest.fixture
def colleague() -> User:
    return UserFactory(roles=["editor"])


@pytest.fixture
def published() -> GuideVersion:
    return GuideVersionFactory(slug="small")


@pytest.fixture
def draft(published, writer) -> GuideVersion:
    return guide_versions.begin(published, by=writer, at=MONDAY_NINE)


def save(draft: GuideVersion, by: User, *, revision: int = 0, **changes: Any) -> None:
    content = small_guide.content() | changes
    guide_versions.save(
        draft, revision=revision, content=content, change_note="", by=by, at=MONDAY_NINE
    )


def test_a_draft_begins_like_the_published_version_and_there_is_one_at_a_time(published, draft):
    assert (draft.number, draft.content) == (2, published.content)
    with pytest.raises(guide_versions.AlreadyBeingWritten):
        guide_versions.begin(published, by=UserFactory(), at=MONDAY_NINE)


def test_a_colleague_publishes_and_the_version_before_stays_for_old_links(
    published, draft, writer, colleague
):
    save(draft, writer, title=small_guide.said("Better"))

    guide_versions.publish(draft, revision=1, by=colleague, at=MONDAY_NINE)

    published.refresh_from_db()
    assert (published.state, draft.state, draft.checked_by) == ("replaced", "published", colleague)
    assert guide_versions.find(draft, "1") == published
    assert [event.action for event in AuditEvent.objects.order_by("position")] == [
        "guide.begun",
        "guide.saved",
        "guide.published",
    ]


def test_whoever_wrote_it_does_not_publish_it(draft, writer):
    with pytest.raises(guide_versions.OwnDraft):
        guide_versions.publish(draft, revision=0, by=writer, at=MONDAY_NINE)

    assert GuideVersion.objects.published().get().number == 1


def test_the_database_refuses_what_nobody_else_has_checked(published, writer):
    for checked_by in (writer, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            GuideVersionFactory(slug="other", written_by=writer, checked_by=checked_by)


def test_saving_it_as_it_was_makes_nobody_its_writer(draft, writer, colleague):
    save(draft, colleague)

    draft.refresh_from_db()
    assert (draft.written_by, draft.revision) == (writer, 0)


def test_of_two_who_save_one_page_one_is_told(draft, writer, colleague):
    save(draft, writer, title=small_guide.said("Mine"))

    with pytest.raises(guide_versions.Outdated):
        save(draft, colleague, title=small_guide.said("Yours"))


def test_what_is_published_is_never_changed(published, writer):
    for act in (guide_versions.publish, guide_versions.discard):
        with pytest.raises(guide_versions.Outdated):
            act(published, revision=0, by=writer, at=MONDAY_NINE)
    with pytest.raises(guide_versions.Outdated):
        save(published, writer, title=small_guide.said("New"))


def test_what_is_not_in_order_is_not_kept(draft, writer):
    with pytest.raises(guide_checks.Faulty):
        save(draft, writer, start="nowhere")

    draft.refresh_from_db()
    assert draft.revision == 0


def test_an_earlier_version_comes_back_as_a_draft(published, draft, writer, colleague):
    save(draft, writer, title=small_guide.said("Worse"))
    guide_versions.publish(draft, revision=1, by=colleague, at=MONDAY_NINE)

    again = guide_versions.begin(published, by=writer, at=MONDAY_NINE)

    assert (again.number, again.state, again.content) == (3, "draft", published.content)


def test_a_draft_that_is_thrown_away_is_gone(draft, writer):
    guide_versions.discard(draft, revision=0, by=writer, at=MONDAY_NINE)

    assert not GuideVersion.objects.drafts().exists()
    assert AuditEvent.objects.latest("position").details == {"guide": "small", "version": 2}


def test_a_new_guide_is_a_draft_and_its_address_is_its_own(writer, published):
    content = small_guide.content()

    new = guide_versions.create("new", content=content, by=writer, at=MONDAY_NINE)

    assert (new.number, new.state) == (1, "draft")
    with pytest.raises(guide_versions.AlreadyBeingWritten):
        guide_versions.create("small", content=content, by=writer, at=MONDAY_NINE)


def test_the_starting_guides_are_published_in_the_sample_city_and_drafts_elsewhere(settings):
    assert starting_guides.load(at=MONDAY_NINE) == 2
    assert set(GuideVersion.objects.values_list("state", flat=True)) == {"published"}
    assert starting_guides.load(at=MONDAY_NINE) == 0
    GuideVersion.objects.all().delete()

    settings.SAMPLE_CITY = False

    assert starting_guides.load(at=MONDAY_NINE) == 2
    assert set(GuideVersion.objects.values_list("state", flat=True)) == {"draft"}
