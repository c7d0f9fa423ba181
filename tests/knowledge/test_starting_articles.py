"""The articles that a house begins with: whole, in the languages promised, and with no number that we have no source for."""

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from knowledge import starting_articles, topic_codes
from knowledge.models import Article, ArticleText
from knowledge.numbers import NUMBER
from tests.factories import MONDAY_NINE

FOLDERS = starting_articles.folders()
TEXTS = [
    (folder, file)
    for folder in FOLDERS
    for file in sorted(folder.iterdir())
    if file.name != "article.toml"
]
LANGUAGES = {code for code, _name in settings.LANGUAGES}
FOR_RESIDENTS = ["title", "short_answer", "body"]
FOR_STAFF = ["agent_notes", "unconfirmed"]
MOST_ASKED = {
    *("apply-for-income-support", "the-norm", "requirements", "when-is-the-money-paid"),
    *("who-is-my-case-handler", "right-of-residence-eu", "emergency-help", "homeless-tonight"),
    *("risk-of-eviction", "worried-about-a-child", "violence", "which-district"),
}
# Contact centre, elder care, unit for homelessness, Kvinnofridslinjen, Välj att sluta: each with its source in the articles.
KNOWN_NUMBERS = {"08-508 00 508", "08-80 65 65", "08-508 25 000", "020-50 50 50", "020-555 666"}
OWN_LINK = re.compile(r"\]\((article|guide|norm|find|urgent):([\w-]*)\)")


def of_text(folder, file) -> str:
    return f"{folder.name}/{file.name}"


def languages_of(folder) -> set[str]:
    return {file.name.removesuffix(".toml") for file in folder.iterdir()} - {"article"}


def test_there_are_enough_and_each_is_in_swedish_and_english():
    assert len(FOLDERS) >= 40
    assert [f.name for f in FOLDERS if not {"sv", "en"} <= languages_of(f) <= LANGUAGES] == []


def test_the_most_asked_are_in_every_language():
    assert {f.name for f in FOLDERS if languages_of(f) == LANGUAGES} >= MOST_ASKED


@pytest.mark.parametrize(("folder", "file"), TEXTS, ids=[of_text(*each) for each in TEXTS])
def test_a_text_is_whole_and_says_the_same_numbers_and_links_as_the_swedish_one(folder, file):
    text = starting_articles.read(file)
    swedish = starting_articles.read(folder / "sv.toml")
    said = " ".join(text.get(name, "") for name in FOR_RESIDENTS)

    ArticleText(
        language=file.name.removesuffix(".toml"), **{name: text[name] for name in FOR_RESIDENTS}
    ).clean_fields(exclude=["article", "written_at"])
    assert text.keys() <= {*FOR_RESIDENTS, *FOR_STAFF, *starting_articles.LISTS}
    assert set(NUMBER.findall(said)) <= KNOWN_NUMBERS
    assert sorted(OWN_LINK.findall(text["body"])) == sorted(OWN_LINK.findall(swedish["body"]))
    assert text["body"].count("\n## ") == swedish["body"].count("\n## ")


def test_links_and_relations_lead_to_articles_that_there_are():
    slugs = {folder.name for folder in FOLDERS}
    topics = {entry["code"] for entry in topic_codes.every_entry()}
    lost = []
    for folder in FOLDERS:
        about = starting_articles.read(folder / "article.toml")
        links = OWN_LINK.findall(starting_articles.read(folder / "sv.toml")["body"])
        named = {slug for kind, slug in links if kind == "article"} | set(about["related"])
        lost += [(folder.name, slug) for slug in named - slugs]
        assert about["topic"] in topics
        assert about["sources"]

    assert lost == []


@pytest.mark.django_db
def test_a_city_of_its_own_begins_with_drafts_and_keeps_what_it_has(settings):
    settings.SAMPLE_CITY = False
    call_command("load_codes", stdout=StringIO())

    call_command("load_articles", stdout=(first := StringIO()))
    Article.objects.filter(slug="the-norm").update(popularity=7)
    call_command("load_articles", stdout=(second := StringIO()))

    assert first.getvalue() == f"{len(FOLDERS)} new articles\n"
    assert second.getvalue() == "0 new articles\n"
    assert ArticleText.objects.being_written().count() == ArticleText.objects.count() == len(TEXTS)
    assert Article.objects.get(slug="the-norm").popularity == 7
    assert not Article.objects.public_at(MONDAY_NINE).exists()
