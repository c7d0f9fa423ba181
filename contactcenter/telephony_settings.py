"""How calls and messages leave the house, from the environment; settings.py takes these up."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
SAMPLE_CITY = env.bool("SAMPLE_CITY", default=False)

# manual: the agent's own phone, by a link. simulated: a little telephone network that is made up, for the sample city.
# Or the dotted path of a driver of the city's own: telephony/drivers/base.py says what it must do.
TELEPHONY_DRIVER = env.str("TELEPHONY_DRIVER", default="simulated" if SAMPLE_CITY else "manual")
# Allows the made-up network outside of the sample city: on a machine for trying out, never where residents wait for calls.
SIMULATED_TELEPHONY = env.bool("SIMULATED_TELEPHONY", default=False)
# What the number an agent presses looks like; {n} is it in E.164: "tel:{n}", "sip:{n}@pbx.example.org", "callto:{n}".
DIAL_LINK = env.str("DIAL_LINK", default="tel:{n}")
# What those who are rung see.
CALLER_ID = env.str("CALLER_ID", default="")
# A switch that tells of its calls signs them with one of these, comma-separated: POST /telephony/events/.
TELEPHONY_EVENT_KEYS = env.list("TELEPHONY_EVENT_KEYS", default=[])
# A provider that cannot sign posts to an address that nobody can guess: /telephony/webhooks/<driver>/<one of these>/.
TELEPHONY_WEBHOOK_TOKENS = env.list("TELEPHONY_WEBHOOK_TOKENS", default=[])

# console: into a file of the sample city. 46elks: with ELKS_USERNAME and ELKS_PASSWORD. Without any, no SMS is sent.
SMS_ADAPTER = env.str("SMS_ADAPTER", default="console" if SAMPLE_CITY else "")
SMS_FROM = env.str("SMS_FROM", default="Stockholm" if SAMPLE_CITY else "")
if SMS_ADAPTER not in {"", "46elks"} | ({"console"} if SAMPLE_CITY else set()):
    raise ImproperlyConfigured(
        f"SMS_ADAPTER is {SMS_ADAPTER!r}: set it to 46elks, or leave it empty."
    )
# What the console writes: whoever tries the house reads the codes there.
MESSAGES_FILE = Path(
    env.str("MESSAGES_FILE", default=f"{Path(__file__).parents[1]}/var/log/messages.txt")
)
ELKS_URL = env.str("ELKS_URL", default="https://api.46elks.com/a1/")  # or a proxy in front of it
ELKS_USERNAME = env.str("ELKS_USERNAME", default="")
ELKS_PASSWORD = env.str("ELKS_PASSWORD", default="")
if SMS_ADAPTER == "46elks" and not (SMS_FROM and ELKS_USERNAME and ELKS_PASSWORD):
    raise ImproperlyConfigured(
        "Set SMS_FROM, ELKS_USERNAME and ELKS_PASSWORD to send through 46elks."
    )
if len(SMS_FROM) > 11 and not SMS_FROM.startswith("+"):
    raise ImproperlyConfigured("SMS_FROM is a number (+46…), or a name of at most eleven letters.")
ELKS_ADDRESSES = env.list(  # that its webhooks come from: 46elks.se/docs/verify-callback-origin
    "ELKS_ADDRESSES",
    default=["176.10.154.199", "85.24.146.132", "185.39.146.243", "2001:9b0:2:902::199"],
)

# Numbers that we do not ring unless the city says so: PREMIUM,SHARED_COST,FOREIGN.
NUMBERS_REFUSED = env.list("NUMBERS_REFUSED", default=["PREMIUM", "SHARED_COST", "FOREIGN"])
# For how many days numbers and wishes are kept after a callback, a call or a message has ended (telephony/retention.py).
KEEP_CALLBACK_NUMBERS_DAYS = env.int("KEEP_CALLBACK_NUMBERS_DAYS", default=7)
KEEP_CALL_NUMBERS_DAYS = env.int("KEEP_CALL_NUMBERS_DAYS", default=7)
KEEP_MESSAGES_DAYS = env.int("KEEP_MESSAGES_DAYS", default=7)
