"""The way from paper back to a page: its address as a square that a camera reads."""

import segno
from django.core.cache import caches

A_DAY = 24 * 3600  # seconds


def as_picture(address: str) -> str:
    """Answer the address as a picture that stands in the page itself (a data: address of some 3 kB)."""
    kept: str | None = caches["pages"].get(f"qr:{address}")
    if kept is None:
        kept = segno.make(address, error="m").svg_data_uri(border=4, omitsize=True, light="#fff")
        caches["pages"].set(f"qr:{address}", kept, timeout=A_DAY)
    return kept
