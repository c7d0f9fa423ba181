"""When things happen in tests, unless they say otherwise."""

from datetime import UTC, datetime

MONDAY_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # nine o'clock in Stockholm
