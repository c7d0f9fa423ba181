"""Usage: PROVIDER_DATABASE=FILE python -m tests.accounts.identity_provider PORT CALLBACK_ADDRESS."""

import os
import sys
from wsgiref.simple_server import make_server

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.accounts.identity_provider.settings"

from django.core.wsgi import get_wsgi_application  # (loads the apps, which what follows needs)

application = get_wsgi_application()

from allauth.account.models import EmailAddress  # noqa: E402
from allauth.idp.oidc.models import Client  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402

from tests.accounts.identity_provider import CLIENT, PASSWORD, PEOPLE  # noqa: E402


def fill(callback: str) -> None:
    call_command("migrate", verbosity=0)
    for email, is_verified in PEOPLE.items():
        person = get_user_model().objects.create_user(email, email, PASSWORD)
        EmailAddress.objects.create(user=person, email=email, primary=True, verified=is_verified)
    client = Client(id=CLIENT["id"], name="Contact centre", skip_consent=True)
    client.set_secret(CLIENT["secret"])
    client.set_redirect_uris([callback])
    client.set_scopes(["openid", "profile", "email"])
    client.save()


port, callback = sys.argv[1:]
fill(callback)
make_server("127.0.0.1", int(port), application).serve_forever()
