"""The API described for people, from the schema that machines read: one page, without script, in English."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.authentication import SessionScheme
from drf_spectacular.generators import SchemaGenerator

from contactcenter.accounts.access import public


class OurSessionScheme(SessionScheme):  # type: ignore[no-untyped-call]
    """How the schema describes signing in: with the session of the pages."""

    target_class = "contactcenter.rest.SessionAuthentication"


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    with translation.override("en"):
        return render(request, "api/docs.html", {"operations": operations()})


@cache
def operations() -> list[dict[str, Any]]:
    """List what the API can do, in the order of its addresses."""
    schema: dict[str, Any] = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    return [
        {
            "method": method.upper(),
            "path": path,
            "says": operation.get("description", ""),
            "parameters": operation.get("parameters", []),
            "sent": fields_of(content_of(operation.get("requestBody", {})), schema),
            "answers": [
                described(status, answer, schema)
                for status, answer in operation["responses"].items()
            ],
        }
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


def described(status: str, answer: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    fields = fields_of(content_of(answer), schema)
    return {"status": status, "says": answer.get("description", ""), "fields": fields}


def content_of(body: dict[str, Any]) -> dict[str, Any]:
    """Answer the schema of what is sent or answered: JSON is all that there is."""
    content: dict[str, Any] = next(iter(body.get("content", {}).values()), {})
    described: dict[str, Any] = content.get("schema", {})
    return described


def fields_of(part: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, str]]:
    """List the fields of an answer; where it is a list, or a page of a list, those of one row."""
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return fields_of(schema["components"]["schemas"][name], schema)
    if part.get("type") == "array":
        return fields_of(part["items"], schema)
    properties = part.get("properties", {})
    if "results" in properties:
        return fields_of(properties["results"], schema)
    return [
        {"name": name, "type": field.get("type", ""), "says": field.get("description", "")}
        for name, field in properties.items()
    ]
