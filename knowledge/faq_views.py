"""Residents' questions and answers, by topic. In the reader's language where an answer exists in it, else in Swedish."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from contactcenter.accounts.access import public
from districts.published import published
from knowledge import faq_structure, shown
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText, Topic

MOST_ASKED_OF_A_TOPIC = 5


@dataclass(frozen=True)
class TopicQuestions:
    """A topic of the first level with its own questions and those of the topics below it."""

    topic: Topic
    questions: list[ArticleText]

    @property
    def most_asked(self) -> list[ArticleText]:
        return self.questions[:MOST_ASKED_OF_A_TOPIC]


@public
@published
def question_list(request: HttpRequest) -> HttpResponse:
    """Show every topic that has an answer, each with the questions most asked."""
    articles = Article.objects.public_at(timezone.now())
    context = {"topics": by_topic(shown.titles(articles, language()))}
    return render(request, "knowledge/faq.html", context)


@public
@published
def topic(request: HttpRequest, code: str) -> HttpResponse:
    """Show all questions of a topic; of one of the first level, with those of the topics below it."""
    found = get_object_or_404(Topic.objects.in_use().select_related("parent"), code=code)
    articles = Article.objects.public_at(timezone.now()).filter(topic__in=[found, *below(found)])
    questions = shown.titles(articles, language())
    context = {
        "topic": found,
        "questions": questions,
        "leaves_quickly": any(text.article.leaves_quickly for text in questions),
    }
    return render(request, "knowledge/topic.html", context)


@public
@published
def article(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    answer = shown.answer(slug, language(), at=at)
    if answer is None:
        raise Http404
    context = shown.context(answer) | {"structured": faq_structure.of_answer(answer)}
    return render(request, "knowledge/article.html", context)


def language() -> str:
    return get_language() or SOURCE_LANGUAGE


def below(topic: Topic) -> QuerySet[Topic]:
    children: QuerySet[Topic] = Topic.objects.in_use().filter(parent=topic)
    return children


def by_topic(questions: list[ArticleText]) -> list[TopicQuestions]:
    """Group questions under the topics of the first level, in the tree's order; topics without any are left out."""
    topics = {topic.pk: topic for topic in Topic.objects.in_use()}
    found: dict[int, list[ArticleText]] = {}
    for text in questions:
        topic = topics.get(text.article.topic_id)
        if topic is not None:
            found.setdefault(topic.parent_id or topic.pk, []).append(text)
    return [TopicQuestions(topics[pk], found[pk]) for pk in topics if pk in found]
