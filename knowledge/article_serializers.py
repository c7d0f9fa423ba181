"""What the API of articles asks for and answers."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from contactcenter import personal_numbers
from districts.serializers import AskedSerializer
from knowledge.models import ArticleText
from knowledge.search_query import LONGEST_QUERY


class AskedArticlesSerializer(AskedSerializer):
    q = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST_QUERY, help_text="Words to look for."
    )
    topic = serializers.SlugField(
        required=False, help_text="A topic's code; topics under it are part of it."
    )

    def validate_q(self, query: str) -> str:
        """Refuse a personal number, and do not repeat it."""
        if personal_numbers.find_in(query, today=timezone.localdate()):
            raise serializers.ValidationError(_("That looks like a personal number."))
        return query


class ArticleSerializer(serializers.ModelSerializer[ArticleText]):
    """A published text: the question, and the answer in one or two sentences; the rest stands on the page."""

    slug = serializers.SlugField(source="article.slug")
    topic = serializers.SlugField(source="article.topic.code")
    language = serializers.ChoiceField(choices=settings.LANGUAGES)
    is_out_of_date = serializers.BooleanField(
        help_text="A fact in the Swedish text has changed since this translation was made."
    )
    page = serializers.SerializerMethodField()

    class Meta:
        model = ArticleText
        fields = [
            *("slug", "topic", "language", "title", "short_answer"),
            *("version", "published_at", "is_out_of_date", "page"),
        ]

    def get_page(self, text: ArticleText) -> str:
        """Answer the page's address in the language that was asked for."""
        return reverse("faq:article", args=[text.article.slug])
