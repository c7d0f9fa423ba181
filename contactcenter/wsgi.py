"""What gunicorn serves. A URL that names no permission stops the start here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcenter.settings")
application = get_wsgi_application()

from contactcenter.accounts.access import stop_if_a_url_names_no_permission  # noqa: E402  (needs the loaded apps)

stop_if_a_url_names_no_permission()
