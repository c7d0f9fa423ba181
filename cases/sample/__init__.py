"""The sample city's rows of this room. Loading twice changes nothing that somebody has changed since."""
