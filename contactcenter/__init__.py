"""How the rooms are put together. The web, too, knows the Celery app, so that what it rings reaches our broker."""

from contactcenter.celery import app as celery_app

__all__ = ["celery_app"]
