"""Nothing that a test began goes on into the next: it would lock what is being deleted then, or leave a row behind."""

import socket
import threading
import time
from typing import Any

import psycopg
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread

LONGEST = 30  # seconds; what is not over by then was left open by a test that failed
GLANCE = 0.02  # seconds
NO_REQUEST = b"x\r\n\r\n"  # is answered at once, by nothing of ours
# What another connection is in the middle of: a program's that was killed, or a thread's.
UNFINISHED = """
SELECT count(*) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'
"""


class CountingServer(ThreadedWSGIServer):
    """A live server that knows how many of its connections have not ended.

    A browser that is closed has often asked for something whose answer nobody waits for: a note's last words, say.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.connected = 0
        self.changed = threading.Condition()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self.changed:
            self.connected += 1
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self.changed:
                self.connected -= 1
                self.changed.notify_all()

    def wait_until_left(self) -> None:
        """Be the last in the line, so that everybody before us is counted; then wait for them."""
        with socket.create_connection(self.server_address[:2], LONGEST) as last:
            last.sendall(NO_REQUEST)
            while last.recv(1024):
                pass
        with self.changed:
            self.changed.wait_for(lambda: self.connected == 0, LONGEST)


def wait_for_browsers() -> None:
    for thread in threading.enumerate():
        if isinstance(thread, LiveServerThread):
            thread.httpd.wait_until_left()


def wait_for_database(database: psycopg.Connection) -> None:
    for _glance in range(round(LONGEST / GLANCE)):
        if database.execute(UNFINISHED).fetchone() == (0,):
            return
        time.sleep(GLANCE)
