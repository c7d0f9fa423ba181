"""Editors' pages for guides: reading a version, changing it, looking at it as residents will, publishing it."""

import json
import tomllib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contactcenter.accounts.models import User
from knowledge import guide_versions
from knowledge.models import GuideVersion
from tests import xss
from tests.factories import GuideVersionFactory, UserFactory
from tests.knowledge import small_guide

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return UserFactory(roles=["editor"], language="en", display_name="Eva")


@pytest.fixture
def colleague() -> User:
    return UserFactory(roles=["editor"], language="en", display_name="Kim")


@pytest.fixture
def published() -> GuideVersion:
    return GuideVersionFactory(slug="small")


@pytest.fixture
def draft(published, editor) -> GuideVersion:
    return GuideVersionFactory(slug="small", number=2, state="draft", written_by=editor)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"editor:{name}", args=args)


def told(response: HttpResponse, status: int) -> str:
    assert response.status_code == status
    return response.content.decode()


def test_a_version_shows_its_ways_and_what_differs_from_the_published(draft, colleague):
    content = small_guide.content()
    content["outcomes"]["district"]["title"]["en"] = "Your own district"
    GuideVersion.objects.filter(pk=draft.pk).update(content=guide_versions.as_text(content))

    html = told(signed_in(colleague).get(url("guide-version", draft.pk)), 200)

    assert "outcomes.district.title.en" in html
    assert "questions.home" not in html
    assert 'href="#place-where"' in html


def test_a_draft_is_changed_in_one_piece(draft, editor):
    content = small_guide.content() | {"title": small_guide.said("Renamed")}
    typed = {"content": json.dumps(content), "change_note": "A better name", "revision": 0}

    response = signed_in(editor).post(url("write-guide", draft.pk), typed)

    draft.refresh_from_db()
    assert response.status_code == 302
    assert (json.loads(draft.content)["title"]["en"], draft.change_note) == (
        "Renamed",
        "A better name",
    )


def test_a_file_in_toml_goes_before_what_stands_below(draft, editor):
    file = SimpleUploadedFile("guide.toml", TOML.encode())
    typed = {"file": file, "content": "not looked at", "revision": 0}

    response = signed_in(editor).post(url("write-guide", draft.pk), typed)

    draft.refresh_from_db()
    assert response.status_code == 302
    assert json.loads(draft.content) == tomllib.loads(TOML)


def test_faults_are_told_by_their_places_and_nothing_is_kept(draft, editor):
    content = small_guide.content()
    del content["outcomes"]["tonight"]["grounds"]
    typed = {"content": json.dumps(content), "revision": 0}

    html = told(signed_in(editor).post(url("write-guide", draft.pk), typed), 422)

    assert "outcomes.tonight.grounds: This is missing." in html
    assert GuideVersion.objects.get(pk=draft.pk).revision == 0


@pytest.mark.parametrize(
    "content", ["", "{", "[" * 50_000, '{"\\ud800": 1}', "a = 1\0", "null", "7", '{"a": 1e999}']
)
def test_odd_content_is_refused_with_words(draft, editor, content):
    typed = {"content": content, "revision": 0}

    html = told(signed_in(editor).post(url("write-guide", draft.pk), typed), 422)

    assert "Something needs to be corrected" in html


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 400_001])
def test_an_odd_file_is_refused_with_words(draft, editor, content):
    typed = {"file": SimpleUploadedFile("guide.toml", content), "revision": 0}

    assert signed_in(editor).post(url("write-guide", draft.pk), typed).status_code == 422


def test_the_texts_of_a_question_are_changed_and_one_in_finnish_is_added(draft, editor):
    address = url("guide-texts", draft.pk, "questions", "home") + "?language=fi"
    typed = {
        "revision": 0,
        "text-sv": "Har du en bostad?",
        "text-fi": "Onko sinulla asunto?",
        "hint-sv": "",
        "options-0-text-sv": "Ja",
        "options-1-text-sv": "Nej",
    }

    response = signed_in(editor).post(address, typed)

    question = json.loads(GuideVersion.objects.get(pk=draft.pk).content)["questions"]["home"]
    assert response.status_code == 302
    assert question["text"] == {
        "sv": "Har du en bostad?",
        "en": "Do you have a home?",
        "fi": "Onko sinulla asunto?",
    }
    assert "hint" not in question
    assert question["options"][0]["text"] == {"sv": "Ja", "en": "Yes"}


def test_a_text_that_would_be_missing_is_told_with_its_place(draft, editor):
    address = url("guide-texts", draft.pk, "outcomes", "tonight")
    typed = {"revision": 0, "title-sv": "", "title-en": "Tonight", "text-sv": "a", "text-en": "a"}

    html = told(signed_in(editor).post(address, typed), 422)

    assert "outcomes.tonight.title.sv" in html


def test_what_a_colleague_saved_meanwhile_is_not_overwritten(draft, editor):
    GuideVersion.objects.filter(pk=draft.pk).update(revision=1)
    content = small_guide.content() | {"title": small_guide.said("Mine")}
    typed = {"content": json.dumps(content), "revision": 0}
    client = signed_in(editor)

    html = told(client.post(url("write-guide", draft.pk), typed), 409)

    assert "Somebody changed this after you opened the page." in html
    assert "Mine" in html
    assert 'name="revision" value="1"' in html


def test_the_preview_is_the_residents_page_of_the_draft_in_any_language(draft, editor):
    client = signed_in(editor)

    english = told(client.get(url("preview-guide", draft.pk) + "?language=en&a=a"), 200)
    arabic = told(client.get(url("preview-guide", draft.pk) + "?language=ar&a=a"), 200)

    assert "<h1>In Stockholm?</h1>" in english
    assert 'href="?language=en&amp;a=aa"' in english
    assert '<html lang="ar" dir="rtl">' in arabic


def test_a_colleague_publishes_after_being_asked_and_the_writer_cannot(draft, editor, colleague):
    address = url("publish-guide", draft.pk)

    own = signed_in(editor).post(address, {"revision": 0}, follow=True)
    assert "Whoever writes a guide does not publish it." in own.content.decode()
    assert "Publish version 2?" in told(signed_in(colleague).get(address), 200)
    signed_in(colleague).post(address, {"revision": 0})

    draft.refresh_from_db()
    assert draft.state == "published"


def test_an_act_on_what_was_changed_meanwhile_leads_to_the_guide(draft, colleague):
    GuideVersion.objects.filter(pk=draft.pk).update(revision=1)

    for act in ("publish-guide", "discard-guide"):
        response = signed_in(colleague).post(url(act, draft.pk), {"revision": 0})
        assert (response.status_code, response["Location"]) == (302, url("guide", "small"))

    assert GuideVersion.objects.drafts().exists()


def test_an_earlier_version_is_brought_back_by_a_draft(published, editor):
    response = signed_in(editor).post(url("begin-guide", published.pk))

    draft = GuideVersion.objects.drafts().get()
    assert response["Location"] == url("guide-version", draft.pk)
    assert draft.content == published.content


def test_a_version_goes_out_as_a_file_that_comes_in_again(published, editor):
    client = signed_in(editor)
    out = client.get(url("guide-file", published.pk))
    assert out["Content-Disposition"] == 'attachment; filename="small-1.json"'

    file = SimpleUploadedFile("x.json", out.content)
    client.post(url("new-guide"), {"slug": "copy", "file": file})

    assert GuideVersion.objects.get(slug="copy").content == published.content


def test_the_list_asks_as_much_for_one_guide_as_for_ten(editor):
    client = signed_in(editor)
    GuideVersionFactory()
    client.get(url("guides"))
    with CaptureQueriesContext(connection) as one:
        client.get(url("guides"))
    for number in range(10):
        GuideVersionFactory(slug=f"more-{number}")
    with CaptureQueriesContext(connection) as eleven:
        client.get(url("guides"))

    assert len(one) == len(eleven)


@pytest.mark.parametrize("payload", xss.ALL[::20])
def test_nothing_runs_on_an_editors_page(draft, editor, payload):
    content = small_guide.content()
    content["title"] = content["intro"] = {"sv": payload, "en": payload}
    content["outcomes"]["tonight"] |= {
        "title": {"sv": payload, "en": payload},
        "grounds": [payload],
    }
    GuideVersion.objects.filter(pk=draft.pk).update(content=guide_versions.as_text(content))
    client = signed_in(editor)

    xss.assert_harmless(told(client.get(url("guide-version", draft.pk)), 200))
    typed = {"content": json.dumps({payload: payload}), "revision": 0}
    xss.assert_harmless(told(client.post(url("write-guide", draft.pk), typed), 422))


TOML = """
start = "home"
title = { sv = "Var?", en = "Where?" }
intro = { sv = "Svara.", en = "Answer." }
decides = { sv = "Stadsdelen.", en = "The district." }
next_steps = { sv = "Ring oss.", en = "Call us." }

[questions.home]
text = { sv = "Hem?", en = "A home?" }
[[questions.home.options]]
code = "a"
text = { sv = "Ja", en = "Yes" }
to = "here"
[[questions.home.options]]
code = "b"
text = { sv = "Vet inte", en = "I do not know" }
to = "unclear"

[outcomes.here]
kind = "answer"
title = { sv = "Här", en = "Here" }
text = { sv = "Här.", en = "Here." }
grounds = ["SoL"]

[outcomes.unclear]
kind = "unclear"
title = { sv = "Oklart", en = "Unclear" }
text = { sv = "Vi tar reda på det.", en = "We find out." }
grounds = ["SoL"]
"""
