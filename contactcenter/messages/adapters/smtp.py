"""E-mail, through Django's mail and so EMAIL_URL."""

import smtplib
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

from django.core.mail import DNS_NAME, EmailMessage, get_connection

from contactcenter.messages.adapters import Letter, Refused, Sent, Uncertain

FIRST_PERMANENT_CODE = 500  # RFC 5321: 4yz may go later, 5yz never


@dataclass(frozen=True)
class Mail:
    name: ClassVar[str] = "smtp"

    longest_seconds: float = 10  # for each step of the conversation

    def send(self, letter: Letter, *, key: str, report_url: str) -> Sent:
        connection = get_connection(timeout=self.longest_seconds)
        mail = EmailMessage(
            letter.subject,
            letter.text,
            None,
            [letter.to],
            connection=connection,
            headers={"Message-ID": message_id(key)},
        )
        # Faults are not chained: some hold the address.
        try:
            connection.open()
        except (smtplib.SMTPException, OSError) as error:
            raise Refused(type(error).__name__, is_passing=True) from None
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _words in error.recipients.values()]
            raise refused(error, max(codes)) from None
        except (smtplib.SMTPResponseException, smtplib.SMTPNotSupportedError) as error:
            raise refused(error, getattr(error, "smtp_code", FIRST_PERMANENT_CODE)) from None
        except (smtplib.SMTPException, OSError) as error:
            raise Uncertain(type(error).__name__) from None
        finally:
            connection.close()
        return Sent()


def message_id(key: str) -> str:
    """Answer the same at every try, so that a mailbox that gets a mail twice can tell."""
    return f"<{sha256(key.encode()).hexdigest()}@{DNS_NAME}>"


def refused(error: Exception, code: int) -> Refused:
    """The server said no to the sender, to the one it is for, or to the text: nothing went out."""
    return Refused(f"{type(error).__name__} {code}", is_passing=code < FIRST_PERMANENT_CODE)
