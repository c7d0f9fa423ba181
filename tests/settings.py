"""The product's own settings, with a quick password hasher and static files by their plain names."""

from contactcenter.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DATABASES["default"].pop("OPTIONS")  # each test's transaction belongs to one connection
WHITENOISE_AUTOREFRESH = True  # no collected files needed
