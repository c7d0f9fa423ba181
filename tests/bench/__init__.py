"""`make bench`: what pages cost beside a floor, in the same run, on the same server. Ratios carry from machine to machine."""
