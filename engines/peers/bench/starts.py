"""Starts: how long until a server answers, and what its first requests cost."""

import os
import socket
from statistics import median

from machine import Failure, say
from report import compared, table

REQUESTS = 100_000
CONNECTIONS = 32
REQUEST = b"GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def answer(connection):
    """Reads an answer to its end."""
    received = b""
    while not received.endswith(b"World!"):
        part = connection.recv(4096)
        if not part:
            raise Failure("the server has closed a connection within an answer")
        received += part


def send_requests(port):
    """Sends each connection's request, then reads each answer, and so on."""
    connections = [socket.create_connection(("127.0.0.1", port), 10) for _ in range(CONNECTIONS)]
    try:
        for connection in connections:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(REQUESTS // CONNECTIONS):
            for connection in connections:
                connection.sendall(REQUEST)
            for connection in connections:
                answer(connection)
    finally:
        for connection in connections:
            connection.close()


def measure(fleet, server):
    """Milliseconds to the first answer, of CPU time until then, and of the first requests."""
    try:
        first = fleet.start(server)
        started = server.cpu_seconds()
        send_requests(server.port)
        return [first * 1e3, started * 1e3, (server.cpu_seconds() - started) * 1e3]
    finally:
        fleet.stop(server)


def run(fleet, count):
    before = os.sched_getaffinity(0)
    fleet.machine.as_client()
    results = {server.name: [] for server in fleet.servers}
    try:
        for number in range(count):
            say(f"round {number + 1} of {count}")
            for server in fleet.servers if number % 2 == 0 else fleet.servers[::-1]:
                results[server.name].append(measure(fleet, server))
    finally:
        os.sched_setaffinity(0, before)
    titles = ["first answer, ms", "CPU of the start, ms", f"CPU of the first {REQUESTS:,} requests, ms"]
    columns = {name: list(zip(*shown)) for name, shown in results.items()}
    first = fleet.servers[0].name
    rows = []
    for name, shown in columns.items():
        row = [name]
        for values, base in zip(shown, columns[first]):
            row += [f"{median(values):.0f}", compared(list(values), list(base))]
        rows.append(row)
    head = ["server"]
    for title in titles:
        head += [title, f"relative to {first}"]
    print(table(head, rows))
    return 0
