"""Callbacks as residents ask for them: no sign-in, no cookie, no script. Pages and the public part of the API.

steps.py    what was chosen so far, as it stands in the address      times.py    when we could ring
asking.py   one request, within the limits                          limits.py   how many from one place
finding.py  a callback by its code                                  status.py   what is told of it
"""
