"""What has been said about an article, on the article's page in the editor."""

from typing import Any

from django import template

from knowledge import feedback
from knowledge.models import Article, Feedback

register = template.Library()


@register.inclusion_tag("editor/_article_feedback.html")
def article_feedback(article: Article) -> dict[str, Any]:
    tallies = feedback.tallies(Feedback.objects.filter(article=article))
    return {"tally": tallies[0] if tallies else None}
