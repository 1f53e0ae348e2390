"""A smoke test: every server answers every request that the scenarios send."""

import gzip
import http.client
import json
import socket
import time

import handshakes
from commands import SETUPS, setup_for
from content import TEXTS
from machine import say
from servers import GREETING

ECHO = bytes(range(256)) * 4
SECONDS = 60


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
        connection.sendall(b"GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 16)
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
        connection.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
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
        wanted = (fleet.root_folder / "files" / name).read_bytes()
        expect(name, ask(server, "GET", f"/files/{name}"), wanted)


def conditions(server, fleet):
    ask(server, "GET", "/files/1k.txt", headers={"If-None-Match": "*"}, status=304)
    for name in ("1k.txt", "100k.txt"):
        wanted = (fleet.root_folder / "files" / name).read_bytes()
        expect(name, ask(server, "GET", f"/files/{name}", headers={"Range": "bytes=0-"}, status=206), wanted)


def compressed(server, fleet):
    for name in TEXTS:
        wanted = (fleet.root_folder / "files" / name).read_bytes()
        content = ask(server, "GET", f"/files/{name}", headers={"Accept-Encoding": "gzip"})
        expect(name, gzip.decompress(content), wanted)


def secure(server, fleet):
    """Two requests on one connection; TLS 1.3 with AES-256, as with all servers that wrk asks."""
    with handshakes.connect(server.tls_port, handshakes.trusting(fleet.certificate), SECONDS) as connection:
        expect("TLS", connection.version(), "TLSv1.3")
        expect("TLS", connection.cipher()[0], "TLS_AES_256_GCM_SHA384")
        for _ in range(2):
            connection.sendall(b"GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            received = b""
            while GREETING not in received:
                more = connection.recv(65536)
                if not more:
                    raise Wrong("TLS: no complete answer")
                received += more


def shaking_hands(server, fleet):
    if not handshakes.is_answered(server.tls_port, handshakes.trusting(fleet.certificate), SECONDS):
        raise Wrong("TLS with Connection: close: no correct answer")


def proxied(server, fleet):
    expect("/plaintext of a proxy", ask(server, "GET", "/plaintext"), GREETING)
    expect("/files/100k.txt of a proxy", ask(server, "GET", "/files/100k.txt"),
           (fleet.root_folder / "files/100k.txt").read_bytes())
    fleet.stop(fleet.origin)
    ask(server, "GET", "/plaintext", status=502)


CHECKS = {plaintext: "", pipelined: "", closing: "", json_text: "json", echo: "echo", sleep: "sleep", files: "files",
          conditions: "conditions", compressed: "gzip", secure: "tls", shaking_hands: "tls", proxied: "proxy"}


def faults(fleet, server, setup):
    """What is wrong with a server in this setup."""
    checks = [check for check, needs in CHECKS.items() if setup_for(needs) == setup and server.has(needs)]
    if not checks or setup not in fleet.setups:
        return
    fleet.start(server, setup)
    for check in checks:
        try:
            check(server, fleet)
        except (Wrong, OSError, ValueError, EOFError, http.client.HTTPException) as reason:
            yield str(reason) or type(reason).__name__
    fleet.stop(server)


def run(fleet):
    failed = 0
    for server in fleet.servers:
        wrong = [fault for setup in ("", *SETUPS) for fault in faults(fleet, server, setup)]
        print(f"{server.name}: {'; '.join(wrong) or 'correct'}", flush=True)
        failed += bool(wrong)
    say(f"{len(fleet.servers) - failed} of {len(fleet.servers)} servers answer correctly")
    return 1 if failed else 0
