"""The product's own settings, with floors beside its addresses."""

from contactcenter.settings import *

ROOT_URLCONF = "tests.bench.urls"
