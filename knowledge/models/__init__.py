"""What the contact centre knows: topics, and the articles that answer what people ask about them."""

from knowledge.models.articles import SOURCE_LANGUAGE, Article, ArticleText
from knowledge.models.exchange import ArticleImport
from knowledge.models.feedback import Feedback
from knowledge.models.guides import GuideVersion
from knowledge.models.links import Link
from knowledge.models.norms import NormYear
from knowledge.models.pictures import Picture
from knowledge.models.search import (
    AskedAs,
    IndexedText,
    KnownWord,
    SynonymGroup,
    UnansweredSearch,
)
from knowledge.models.topics import Topic
from knowledge.models.words import GlossaryTerm

__all__ = [
    "SOURCE_LANGUAGE",
    "Article",
    "ArticleImport",
    "ArticleText",
    "AskedAs",
    "Feedback",
    "GlossaryTerm",
    "GuideVersion",
    "IndexedText",
    "KnownWord",
    "Link",
    "NormYear",
    "Picture",
    "SynonymGroup",
    "Topic",
    "UnansweredSearch",
]
