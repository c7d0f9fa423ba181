"""How dates and times are written on staff's pages, for Django: the same order everywhere, 24 hours."""
