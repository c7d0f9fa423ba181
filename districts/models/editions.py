"""Which edition of residents' pages holds: whatever they are kept by asks here whether something has changed."""

from django.db import models


class Edition(models.Model):
    """A stamp that PostgreSQL replaces when a row changes that residents are told from (Swedish: utgåva).

    A row for each transaction that was writing at the same time as others, so that none waits: a handful. districts/editions.py
    """

    stamp = models.UUIDField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.stamp)
