"""Whether a request was made by a page of ours: for what carries a proof of its own instead of Django's CSRF cookie."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_same_origin(request: HttpRequest) -> bool:
    """Believe the browser's own word (Sec-Fetch-Site), else compare Origin; a browser lets no page forge either."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
