"""What the contact centre knows: topics, and the articles that answer what people ask about them."""

from knowledge.models.articles import SOURCE_LANGUAGE, Article, ArticleText
from knowledge.models.exchange import ArticleImport
from knowledge.models.topics import Topic

__all__ = ["SOURCE_LANGUAGE", "Article", "ArticleImport", "ArticleText", "Topic"]
