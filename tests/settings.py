"""The product's own settings, with a quick password hasher, static files by their plain names, and patience.

People are not kept waiting for long; tests may be, by all the others that run on the same machine.
"""

import os
import re

# Each test process (gw0, gw1, …) has a cache and a broker of its own: emptying it must not empty the neighbour's.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    first = 1 + 2 * int(worker.removeprefix("gw"))
    for number, name in enumerate(["CACHE_URL", "BROKER_URL"], first):
        os.environ[name] = re.sub(r"(?<=[/=])\d+$", str(number), os.environ[name])

from contactcenter.settings import *  # reads the environment

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DATABASES["default"]["OPTIONS"].pop("pool")  # each test's transaction belongs to one connection
PATIENT = "-c statement_timeout=60s -c lock_timeout=60s -c idle_in_transaction_session_timeout=0"
for alias in {"default", "owner"} & DATABASES.keys():
    DATABASES[alias].setdefault("OPTIONS", {}).update(options=PATIENT, connect_timeout=60)
CACHES["default"]["OPTIONS"] |= {"socket_connect_timeout": 60, "socket_timeout": 60}
EDITION_KEPT_SECONDS = 0  # a test looks again sooner than anybody
WHITENOISE_AUTOREFRESH = True  # no collected files needed
