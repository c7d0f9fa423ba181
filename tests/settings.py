"""The product's own settings, with a quick password hasher and static files by their plain names."""

import os
import re

from contactcenter.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DATABASES["default"]["OPTIONS"].pop("pool")  # each test's transaction belongs to one connection
WHITENOISE_AUTOREFRESH = True  # no collected files needed

# Each test process (gw0, gw1, …) has a cache of its own: emptying it must not empty the neighbour's.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    number = str(1 + int(worker.removeprefix("gw")))
    CACHES["default"]["LOCATION"] = re.sub(r"\d+$", number, CACHES["default"]["LOCATION"])
