"""A register that answers to HTTPS POST, and what it may do wrong."""

import datetime
import ipaddress
import json
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from cases.case_register import RegisterUnavailable, http
from cases.case_register.http import HTTPRegister
from contactcenter.personal_numbers import PersonalNumber
from tests.cases.case_register import server
from tests.cases.case_register.server import FIFTY_FIELDS, TOKEN, RegisterServer
from tests.cases.case_register.test_contract import LINDGREN, refused_in_time

pytestmark = pytest.mark.django_db  # the server reads the same rows as the view

MANY_DECISIONS = PersonalNumber("198507099813")


@pytest.fixture
def register(http_server) -> HTTPRegister:
    return HTTPRegister(http_server.url, token=TOKEN)


def test_number_goes_in_the_body_and_nowhere_else(http_server, register):
    register.ask(LINDGREN, surname="Lindgren")

    [(path, headers, body)] = http_server.asked
    assert path == "/question"
    assert json.loads(body) == {"personal_number": "199001012385", "surname": "Lindgren"}
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert "9001012385" not in path + str(headers)


def test_token_is_not_told(register):
    assert TOKEN not in repr(register)


def test_fifty_more_fields_leak_none(http_server, register):
    before = register.ask(MANY_DECISIONS, surname="Lindgren")
    http_server.behaviour = server.with_fifty_more_fields

    answer = register.ask(MANY_DECISIONS, surname="Lindgren")

    assert answer == before
    assert [value for value in FIFTY_FIELDS.values() if value in repr(answer)] == []


@pytest.mark.parametrize(
    "behaviour",
    [
        server.slowly,
        server.byte_by_byte,
        server.with_garbage,
        server.with_half_an_answer,
        server.breaking_off,
        server.compressed,
        server.hugely,
        server.endlessly,
        server.elsewhere,
        *map(server.with_status, [201, 204, 301, 400, 401, 404, 429, 500, 503]),
    ],
)
def test_asks_once_and_gives_up_in_time(http_server, register, behaviour):
    http_server.behaviour = behaviour

    with refused_in_time():
        register.ask(LINDGREN, surname="Lindgren")

    assert [path for path, _headers, _body in http_server.asked] == ["/question"]


@pytest.fixture(scope="module")
def tls(tmp_path_factory) -> tuple[ssl.SSLContext, str]:
    """A certificate of our own for 127.0.0.1, and the file of whoever would trust it."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    begins = datetime.datetime.fromtimestamp(time.time() - 60, datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "server.pem").write_bytes(private + pem)
    (folder / "trusted.pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context, str(folder / "trusted.pem")


@pytest.fixture
def fresh_trust(db):
    http._trusted.cache_clear()
    yield
    http._trusted.cache_clear()


def test_server_that_nobody_vouches_for_is_asked_nothing(tls, fresh_trust):
    with RegisterServer(tls=tls[0]) as stranger:
        with pytest.raises(RegisterUnavailable):
            HTTPRegister(stranger.url).ask(LINDGREN, surname="Lindgren")

        assert stranger.asked == []


def test_city_may_vouch_for_its_own_server(tls, fresh_trust, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", tls[1])

    with RegisterServer(tls=tls[0]) as own:
        answer = HTTPRegister(own.url).ask(LINDGREN, surname="Lindgren")

    assert answer.has_surname
