"""What belongs to no room: the proofs that came with residents' forms, used up."""

from django.db import models


class SpentToken(models.Model):
    """The token of a form that was sent: it is good for one time. Kept for as long as it would otherwise hold."""

    nonce = models.CharField(max_length=32, primary_key=True)
    form = models.CharField(max_length=50)
    sender = models.CharField(max_length=64)  # keyed hash of the network address, never the address
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["form", "sender", "at"], name="spent_token_sender"),
            models.Index(fields=["form", "at"], name="spent_token_form"),
            models.Index(fields=["at"], name="spent_token_at"),
        ]

    def __str__(self) -> str:
        return self.form
