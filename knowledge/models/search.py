"""What the search rests on: the index of published texts, words that mean the same, and questions that found nothing."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from contactcenter.accounts.models import User
from knowledge.models.articles import Article, ArticleText


class IndexedText(models.Model):
    """A published text as the search sees it. It can always be made again from the text: `search_index.rebuild`."""

    text = models.OneToOneField(ArticleText, models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    vector = SearchVectorField()  # of all of it
    head = SearchVectorField()  # of title, short answer and topic: small, and so quick to rank by
    published_at = models.DateTimeField()

    class Meta:
        indexes = [
            # Read far more often than written: nothing waits to be put into the index.
            GinIndex(fields=["vector"], name="indexed_text_vector", fastupdate=False),
            GinIndex(fields=["head"], name="indexed_text_head", fastupdate=False),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language"], name="indexed_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}"


class KnownWord(models.Model):
    """A word that stands in some text or synonym, without accents: what a misspelt word may have meant."""

    word = models.CharField(max_length=60, primary_key=True)

    class Meta:
        indexes = [GinIndex(fields=["word"], name="known_word_like", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word


class SynonymGroup(models.Model):
    """Words, in whatever language, that people use for one thing: who asks for one of them is answered for all."""

    words = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("Words that mean the same"),
    )
    keys = ArrayField(models.CharField(max_length=60), editable=False)  # the words as they are met
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["words"]
        indexes = [GinIndex(fields=["keys"], name="synonym_group_keys")]
        constraints = [
            models.CheckConstraint(
                name="synonym_group_of_two", condition=models.Q(words__len__gte=2)
            )
        ]

    def __str__(self) -> str:
        return ", ".join(self.words)


class AskedAs(models.Model):
    """What people ask for when an article is the answer, in words that do not stand in it."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="asked_as")
    words = ArrayField(models.CharField(max_length=60))

    def __str__(self) -> str:
        return ", ".join(self.words)


class UnansweredSearch(models.Model):
    """Words that five people or more have looked for without finding anything; nothing is kept of what fewer asked."""

    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    words = models.CharField(max_length=60)
    people = models.PositiveIntegerField()
    last_asked_on = models.DateField()
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-people", "-last_asked_on", "words"]
        constraints = [
            models.UniqueConstraint(fields=["language", "words"], name="unanswered_search_once")
        ]

    def __str__(self) -> str:
        return self.words
