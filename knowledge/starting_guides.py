"""The guides that a city's house begins with, as files beside the code. A guide that exists is left alone.

They say what holds in Stockholm, with their sources; in a city of its own they are drafts, which somebody reads and publishes.
"""

import tomllib
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.conf import settings

from knowledge import guide_checks, guide_versions
from knowledge.models import GuideVersion

State = GuideVersion.State


def read() -> dict[str, dict[str, Any]]:
    """Answer every guide by its slug. One that is not in order stops the loading, with all its faults and their places."""
    folder = files(__package__).joinpath("guide_data")
    return {
        file.name.removesuffix(".toml"): guide_checks.require(
            tomllib.loads(file.read_text(encoding="utf-8"))
        )
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }


def load(*, at: datetime) -> int:
    """Create the guides that are missing; answer how many are new."""
    there = set(GuideVersion.objects.values_list("slug", flat=True))
    missing = {slug: content for slug, content in read().items() if slug not in there}
    is_published = settings.SAMPLE_CITY
    GuideVersion.objects.bulk_create(
        GuideVersion(
            slug=slug,
            state=State.PUBLISHED if is_published else State.DRAFT,
            content=guide_versions.as_text(content),
            written_at=at,
            published_at=at if is_published else None,
        )
        for slug, content in missing.items()
    )
    return len(missing)
