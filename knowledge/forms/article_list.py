"""Finding articles in the editor's list."""

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge import article_list
from knowledge.models import Article, ArticleText, Topic
from knowledge.models.articles import ArticleQuerySet

ALL = _("All")
NOT_PUBLISHED = "unpublished"
STATES = [
    (ArticleText.State.DRAFT, _("With a draft")),
    (ArticleText.State.IN_REVIEW, _("In review")),
    (ArticleText.State.PUBLISHED, _("Published")),
    (NOT_PUBLISHED, _("Never published")),
]


class FilterForm(forms.Form):
    mark_optional = False


class ArticleFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in the question"), method="saying", max_length=100)
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"), empty_label=ALL, queryset=Topic.objects.all(), method="about"
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), empty_label=ALL, choices=STATES, method="in_state"
    )
    lacks = django_filters.ChoiceFilter(
        label=_("Not published in"), empty_label="–", choices=settings.LANGUAGES, method="lacking"
    )

    class Meta:
        model = Article
        fields: list[str] = []
        form = FilterForm

    def saying(self, articles: ArticleQuerySet, name: str, words: str) -> ArticleQuerySet:
        return article_list.saying(articles, words)

    def about(self, articles: ArticleQuerySet, name: str, topic: Topic) -> ArticleQuerySet:
        return articles.filter(Q(topic=topic) | Q(topic__parent=topic))

    def in_state(self, articles: ArticleQuerySet, name: str, state: str) -> ArticleQuerySet:
        if state == NOT_PUBLISHED:
            published = article_list.having(ArticleText.objects.published())
            return articles.exclude(published)
        return articles.filter(article_list.having(ArticleText.objects.filter(state=state)))

    def lacking(self, articles: ArticleQuerySet, name: str, language: str) -> ArticleQuerySet:
        return article_list.lacking(articles, language)
