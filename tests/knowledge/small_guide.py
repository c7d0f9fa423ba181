"""A guide as small as one can be: a question, one that follows, an outcome of each kind."""

from typing import Any


def said(words: str) -> dict[str, str]:
    return {"sv": f"{words} (sv)", "en": words}


def option(code: str, words: str, to: str) -> dict[str, Any]:
    return {"code": code, "text": said(words), "to": to}


def outcome(kind: str, words: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "title": said(words),
        "text": said(f"{words}."),
        "grounds": ["SoL"],
        **more,
    }


def content() -> dict[str, Any]:
    """Answer the guide anew, to be spoilt at will."""
    return {
        "title": said("Where do I belong?"),
        "intro": said("Answer, and see."),
        "start": "home",
        "decides": said("The district decides."),
        "next_steps": said("Call us."),
        "questions": {
            "home": {
                "text": said("Do you have a home?"),
                "options": [option("a", "Yes", "where"), option("b", "No", "tonight")],
            },
            "where": {
                "text": said("In Stockholm?"),
                "staff": said("Ask for the area only."),
                "options": [
                    option("a", "Yes", "district"),
                    option("b", "I do not know", "unclear"),
                ],
            },
        },
        "outcomes": {
            "district": outcome("answer", "Your district"),
            "unclear": outcome("unclear", "We find out", staff=said("Hand over warm.")),
            "tonight": outcome("urgent", "Help tonight", leaves_quickly=True),
        },
    }
