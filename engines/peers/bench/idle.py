"""Idle connections: how much memory of the server each one needs."""

import os
import re
import socket
import subprocess
import time
from pathlib import Path

import handshakes
from machine import Failure, descendants, say
from report import table
from servers import NGINX_PEERS

REQUEST = b"GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
REQUESTS = 2
WARM_UP = 50_000
OBJECTS = re.compile(r" *\d+: ")
FILLER = "jdk.internal.vm.FillerElement"
SETTLING_SECONDS = 1


def answered(connection, times):
    for _ in range(times):
        connection.sendall(REQUEST)
        received = b""
        while not received.endswith(b"World!"):
            more = connection.recv(4096)
            if not more:
                raise Failure(f"the server closed a connection after {received[:80]!r}: it may allow fewer connections")
            received += more


def connect(server, context):
    """A connection; with a context, it uses TLS."""
    if context:
        return handshakes.connect(server.tls_port, context)
    connection = socket.create_connection(("127.0.0.1", server.port), 10)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def live_heap(server):
    """The bytes of all reachable objects; None if it is no JVM."""
    if server.name in NGINX_PEERS:
        return None
    return sum(live_heap_of(str(pid)) for pid in server.pids())


def live_heap_of(pid):
    jcmd = str(Path(os.readlink(f"/proc/{pid}/exe")).with_name("jcmd"))
    counted = subprocess.run([jcmd, pid, "GC.class_histogram"], check=True, capture_output=True, text=True).stdout
    # The collector fills gaps with arrays of a class of its own.
    lines = [line.split() for line in counted.splitlines() if OBJECTS.match(line) and FILLER not in line]
    return sum(int(line[2]) for line in lines)


def resident(server):
    """The resident bytes of the process and of those it has started."""
    kibibytes = 0
    for pid in [found for begun in server.pids() for found in descendants(begun)]:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                kibibytes += int(line.split()[1])
    return kibibytes * 1024


def each(after, before, count):
    return "-" if after is None else f"{(after - before) / count / 1024:.2f}"


def live_with(server, context, count, begin):
    """The live heap while so many connections are idle; with begin, each has begun another request."""
    connections = []
    try:
        for _ in range(count):
            connections.append(connect(server, context))
            answered(connections[-1], REQUESTS)
        if begin:
            for connection in connections:
                connection.sendall(REQUEST[:1])
        with connect(server, context) as last:
            answered(last, 1)  # by now, the server has read all bytes
        return live_heap(server), resident(server)
    finally:
        for connection in connections:
            connection.close()
        time.sleep(SETTLING_SECONDS)


def measure(fleet, server, count, context):
    fleet.start(server, "tls" if context else "")
    try:
        with connect(server, context) as connection:
            answered(connection, WARM_UP)
            heap, memory = live_heap(server), resident(server)
            idle, idle_memory = live_with(server, context, count, begin=False)
            begun, _ = live_with(server, context, count, begin=True)
        return [server.name, each(idle, heap, count), each(begun, heap, count), each(idle_memory, memory, count)]
    finally:
        fleet.stop(server)


def run(fleet, count, tls):
    context = handshakes.trusting(fleet.certificate) if tls else None
    rows = []
    for server in fleet.servers:
        say(f"measuring {server.name}")
        rows.append(measure(fleet, server, count, context))
    head = [f"{count:,} connections{' over TLS' if tls else ''}, KiB each", "live heap, idle", "live heap, one byte of a head", "resident, idle"]
    print(table(head, rows))
    return 0
