"""Questions and answers for search engines: schema.org/FAQPage, and the offices to call about them."""

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from districts.public_lines import ShownLine
from districts.structured_data import for_search_engines
from knowledge.shown import ShownArticle


def of_answer(shown: ShownArticle) -> SafeString:
    """Describe an answer: the short one, which alone makes sense where it is read aloud, and the whole text."""
    text = shown.text
    answer = " ".join([text.short_answer, *strip_tags(shown.body).split()])
    question = {
        "@type": "Question",
        "name": text.title,
        "inLanguage": text.language,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }
    return for_search_engines(
        {
            "@type": "FAQPage",
            "inLanguage": text.language,
            "mainEntity": [question],
            "provider": [office(line) for line in shown.turn_to],
        }
    )


def office(shown: ShownLine) -> dict[str, str]:
    """Describe whom to call; the hours are described on the line's own page."""
    number = {"telephone": shown.line.dial} if shown.line.dial else {}
    return {"@type": "GovernmentOffice", "name": str(shown.line.unit), **number}
