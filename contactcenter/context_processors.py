"""What every page knows about the site it belongs to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    return {"city_name": settings.CITY_NAME, "is_sample_city": settings.SAMPLE_CITY}
