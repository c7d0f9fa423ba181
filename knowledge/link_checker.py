"""Asking a stranger's web server whether a page is there: the only place in the knowledge base that speaks HTTP.

An editor may write any address, so our server must not be led to what only it can reach: https alone, on its own port; the name
is resolved once, every address it has must be a public one, and that is where we connect; no way on to another host is taken.
"""

import asyncio
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address, ip_network

import httpx

from knowledge.models import Link

SECONDS = 5  # for all of it, redirects included
MOST_STEPS = 3
PORT = 443
HEADERS = {"User-Agent": "contactcenter link check", "Accept": "text/html,*/*"}
GONE = {404, 410}
# IPv6 that stands for an IPv4 address, perhaps one of ours: 6to4 (RFC 3056), NAT64 (RFC 6052, RFC 8215)
TUNNELS = [ip_network("2002::/16"), ip_network("64:ff9b::/32")]

State = Link.State


class NotAllowed(Exception):
    """The address leads where we do not go."""


@dataclass(frozen=True)
class Finding:
    """What was found at an address. `http_status`: what the server said, if one answered."""

    state: str
    http_status: int | None = None


@dataclass(frozen=True)
class LinkChecker:
    """Asks for one address at a time.

    neighbours: IP addresses that may be asked though they are not public, on any port: a test's own server.
    trusted: whose certificates are believed; this machine's authorities unless told otherwise.
    """

    neighbours: frozenset[str] = frozenset()
    trusted: ssl.SSLContext | None = None

    def check(self, target: str) -> Finding:
        """Ask in a thread of its own: whoever wants to know may have an event loop already."""
        try:
            with ThreadPoolExecutor(max_workers=1) as own:
                return own.submit(self._run, target).result()
        except (NotAllowed, httpx.InvalidURL, UnicodeError):
            return Finding(State.NOT_ALLOWED)
        except (httpx.HTTPError, OSError):  # a time that is over, too, is an OSError
            return Finding(State.NO_ANSWER)

    def _run(self, target: str) -> Finding:
        return asyncio.run(self._within_time(target))

    async def _within_time(self, target: str) -> Finding:
        async with asyncio.timeout(SECONDS):
            return await self._walk(httpx.URL(target))

    async def _walk(self, url: httpx.URL) -> Finding:
        """Ask, and go on as long as the server sends us on to another page of its own."""
        for _step in range(MOST_STEPS):
            response = await self._ask(url)
            if not response.has_redirect_location:
                return told_by(response.status_code)
            following = url.join(response.headers["Location"])
            if following.host != url.host:
                return Finding(State.MOVED, response.status_code)
            url = following
        return Finding(State.NO_ANSWER, response.status_code)

    async def _ask(self, url: httpx.URL) -> httpx.Response:
        """Connect to the very address that was found to be public, under the name that the certificate is for."""
        address = await self._address_of(url)
        async with (
            httpx.AsyncClient(verify=self.trusted or _trusted(), trust_env=False) as client,
            client.stream(
                "GET",
                url.copy_with(host=address),
                headers=HEADERS | {"Host": url.netloc.decode()},
                extensions={"sni_hostname": url.raw_host.decode()},
            ) as response,
        ):
            return response

    async def _address_of(self, url: httpx.URL) -> str:
        if url.scheme != "https" or url.userinfo or not url.host:
            raise NotAllowed
        name, port = url.raw_host.decode(), url.port or PORT
        found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        if not all(self._may_ask(address, port) for address in addresses):
            raise NotAllowed
        return addresses[0]

    def _may_ask(self, address: str, port: int) -> bool:
        if address in self.neighbours:
            return True
        ip = ip_address(address)
        is_public = ip.is_global and not ip.is_multicast
        return port == PORT and is_public and not any(ip in tunnel for tunnel in TUNNELS)


def told_by(status: int) -> Finding:
    """A page that is gone is dead; a server that only does not talk to programs is none of our business."""
    if httpx.codes.is_success(status):
        return Finding(State.ALIVE, status)
    return Finding(State.GONE if status in GONE else State.NOT_KNOWN, status)


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()
