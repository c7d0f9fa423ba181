"""The national norm for income support (Swedish: riksnormen): its tables year by year, and how it is counted."""
