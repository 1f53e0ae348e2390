"""A smoke test: every server answers every request that the scenarios send."""

import gzip
import http.client
import json
import socket
import time

from content import TEXTS
from machine import say
from servers import GREETING

ECHO = bytes(range(256)) * 4
SECONDS = 10


class Wrong(Exception):
    """An answer that is not right."""


def ask(server, method, path, content=None, headers=None, status=200):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=SECONDS)
    try:
        connection.request(method, path, content, headers or {})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != status:
            raise Wrong(f"{method} {path}: status {answer.status}")
        return body
    finally:
        connection.close()


def expect(what, got, wanted):
    if got != wanted:
        raise Wrong(f"{what}: got {got[:80]!r} instead of {wanted[:80]!r}")


def plaintext(server, fleet):
    expect("/plaintext", ask(server, "GET", "/plaintext"), GREETING)


def pipelined(server, fleet):
    with socket.create_connection(("127.0.0.1", server.port), SECONDS) as connection:
        connection.sendall(b"GET /plaintext HTTP/1.1\r\nHost: test\r\n\r\n" * 16)
        received = b""
        while received.count(GREETING) < 16:
            more = connection.recv(65536)
            if not more:
                raise Wrong(f"16 pipelined requests: the server closed after {received.count(GREETING)} answers")
            received += more


def closing(server, fleet):
    """wrk counts an error if the server closes without having said so."""
    with socket.create_connection(("127.0.0.1", server.port), SECONDS) as connection:
        path = server.closing_path().encode()
        connection.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
        received = b""
        while GREETING not in received:
            more = connection.recv(65536)
            if not more:
                raise Wrong("Connection: close: no complete answer")
            received += more
        if b"connection: close" not in received.lower():
            raise Wrong("Connection: close: the answer does not repeat it")


def json_text(server, fleet):
    if json.loads(ask(server, "GET", "/json")) != {"message": GREETING.decode()}:
        raise Wrong("/json: another text")


def echo(server, fleet):
    expect("/api/echo", ask(server, "POST", "/api/echo", ECHO), ECHO)


def sleep(server, fleet):
    begun = time.monotonic()
    expect("/sleep", ask(server, "GET", "/sleep?ms=20"), GREETING)
    if time.monotonic() - begun < 0.02:
        raise Wrong("/sleep?ms=20: answered in less than 20 ms")


def files(server, fleet):
    for name in ("1k.txt", "100k.txt", "many/0000.txt", "many/9999.txt"):
        wanted = (fleet.work / "root/files" / name).read_bytes()
        expect(name, ask(server, "GET", f"/files/{name}"), wanted)


def conditions(server, fleet):
    ask(server, "GET", "/files/1k.txt", headers={"If-None-Match": "*"}, status=304)
    for name in ("1k.txt", "100k.txt"):
        wanted = (fleet.work / "root/files" / name).read_bytes()
        expect(name, ask(server, "GET", f"/files/{name}", headers={"Range": "bytes=0-"}, status=206), wanted)


def compressed(server, fleet):
    for name in TEXTS:
        wanted = (fleet.work / "root/files" / name).read_bytes()
        content = ask(server, "GET", f"/files/{name}", headers={"Accept-Encoding": "gzip"})
        expect(name, gzip.decompress(content), wanted)


CHECKS = {plaintext: "", pipelined: "", closing: "", json_text: "json", echo: "echo", sleep: "sleep", files: "files",
          conditions: "conditions"}


def faults(fleet, server, checks):
    """What is wrong with a server that has been started."""
    for check, needs in checks.items():
        if server.has(needs):
            try:
                check(server, fleet)
            except (Wrong, OSError, ValueError, EOFError, http.client.HTTPException) as reason:
                yield str(reason) or type(reason).__name__
    fleet.stop(server)


def run(fleet, gzip_level):
    failed = 0
    for server in fleet.servers:
        fleet.start(server)
        wrong = list(faults(fleet, server, CHECKS))
        if server.has("gzip"):
            fleet.start(server, gzip_level)
            wrong += faults(fleet, server, {compressed: "gzip"})
        print(f"{server.name}: {'; '.join(wrong) or 'correct'}", flush=True)
        failed += bool(wrong)
    say(f"{len(fleet.servers) - failed} of {len(fleet.servers)} servers answer correctly")
    return 1 if failed else 0
