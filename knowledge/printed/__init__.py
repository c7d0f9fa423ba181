"""Paper made from what the pages tell: a sheet for the reception, a folded brochure, words for an answering machine.

One source: when hours or answers change, what is printed next says so. Paper lives longer than a day, so it tells the
ordinary week, and the day on which it was made.
"""
