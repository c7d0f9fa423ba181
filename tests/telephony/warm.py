"""Imported by the server that processes of claimants are forked from: ready to work, and without a single thread."""

import django

django.setup()
