"""The public API about articles: `GET articles/?lang=&q=&topic=`. What is looked for is not logged."""

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from contactcenter.rest import CursorPagination
from districts.api import PublicView
from knowledge import search, search_hits
from knowledge.article_serializers import ArticleSerializer, AskedArticlesSerializer
from knowledge.models import SOURCE_LANGUAGE, Article, ArticleText


class ArticleList(PublicView):
    """All articles, or those of a topic, page by page; with words, those that answer best, in one page.

    Each in the language asked for, or else in Swedish.
    """

    serializer_class = ArticleSerializer
    pagination_class = CursorPagination
    asked_serializer = AskedArticlesSerializer

    @extend_schema(operation_id="articles", parameters=[AskedArticlesSerializer])
    def get(self, request: Request) -> Response:
        query = self.asked.get("q", "").strip()
        if not query:
            page = self.paginate_queryset(self.articles()) or []
            return self.get_paginated_response(ArticleSerializer(self.texts(page), many=True).data)
        hits = search.articles(
            query, language=self.language, at=self.asked["at"], for_staff=False
        ).shown
        allowed = set(self.articles().filter(pk__in=[hit.article.pk for hit in hits]))
        found = [hit.text for hit in hits if hit.article in allowed]
        return Response(
            {"next": None, "previous": None, "results": ArticleSerializer(found, many=True).data}
        )

    @property
    def language(self) -> str:
        return get_language() or SOURCE_LANGUAGE

    def articles(self) -> QuerySet[Article]:
        articles = Article.objects.public_at(self.asked["at"])
        code = self.asked.get("topic")
        if code:
            articles = articles.filter(Q(topic__code=code) | Q(topic__parent__code=code))
        return articles

    def texts(self, articles: list[Article]) -> list[ArticleText]:
        """Answer each article's text in the language, or in Swedish. One query."""
        languages = [self.language, SOURCE_LANGUAGE]
        texts = search_hits.texts_of([article.pk for article in articles], languages)
        return [
            texts.get((article.pk, self.language)) or texts[article.pk, SOURCE_LANGUAGE]
            for article in articles
        ]
