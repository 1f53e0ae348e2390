"""Downloads: how much longer small requests take next to large responses."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from statistics import median, quantiles

from machine import Failure, say
from report import table
from starts import answer

CLIENTS = 8
FILE_BYTES = 2 << 30
CLIENT_RATE = 25 << 20  # bytes per second
MIN_SHARE = 0.8  # of that rate, which each download must get
SLICE_SECONDS = 0.01
RAMP_SECONDS = 0.7
SECONDS = 4
PAIRS = 6
PAUSE_SECONDS = 0.002
REQUEST = b"GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def make_file(fleet):
    """A real file: a sparse one would not be read from the disk."""
    large = fleet.work / "root/files/2g.bin"
    if shutil.disk_usage(fleet.work).free < 2 * FILE_BYTES:
        raise Failure(f"{fleet.work} has no room for a file of 2 GiB: set TMPDIR to a folder that has")
    block = bytes(1 << 20)
    with open(large, "wb") as output:
        for _ in range(FILE_BYTES // len(block)):
            output.write(block)


def download(port, ended):
    """Reads at a limited rate until told to end."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(b"GET /files/2g.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        head = connection.recv(4096)
        if not head.startswith(b"HTTP/1.1 200 "):
            raise Failure(f"a download was refused: {head[:60]}")
        begun, received = time.monotonic(), 0
        buffer = bytearray(256 << 10)
        while not ended.is_set():
            allowed = (time.monotonic() - begun) * CLIENT_RATE
            if received > allowed:
                time.sleep(SLICE_SECONDS)
                continue
            count = connection.recv_into(buffer)
            if not count:
                raise Failure("a download has ended early")
            received += count
    if received < MIN_SHARE * CLIENT_RATE * (time.monotonic() - begun):
        raise Failure(f"a download got only {received >> 20} MiB in {time.monotonic() - begun:.1f} s")


class Downloads:
    """Clients that download on threads until the block ends."""

    def __init__(self, port):
        self.port = port
        self.ended = threading.Event()
        self.failures = []
        self.threads = [threading.Thread(target=self.download, daemon=True) for _ in range(CLIENTS)]

    def download(self):
        try:
            download(self.port, self.ended)
        except (Failure, OSError) as failure:
            self.failures.append(failure)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        time.sleep(RAMP_SECONDS)

    def __exit__(self, *reason):
        self.ended.set()
        for thread in self.threads:
            thread.join()
        if self.failures:
            raise Failure(str(self.failures[0]))


def probe(port):
    """Asks again and again, with pauses, so that the clients' processor is mostly idle; prints p99 in microseconds."""
    times = []
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            begun = time.monotonic()
            connection.sendall(REQUEST)
            answer(connection)
            times.append((time.monotonic() - begun) * 1e6)
            time.sleep(PAUSE_SECONDS)
    print(round(quantiles(times, n=100)[98]))


def p99(fleet, server):
    """The 99th percentile of small requests, from a process of its own, in microseconds."""
    command = [sys.executable, __file__, str(server.port)]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=fleet.machine.as_client)
    if done.returncode:
        raise Failure(f"{server.name}: no answer:\n{done.stderr}")
    return int(done.stdout)


def warm_up(fleet, wrk, server):
    subprocess.run([wrk, "-t1", "-c8", "-d6s", f"http://127.0.0.1:{server.port}/plaintext"],
                   stdout=subprocess.DEVNULL, preexec_fn=fleet.machine.as_client)


def run(fleet, wrk):
    make_file(fleet)
    before = os.sched_getaffinity(0)
    fleet.machine.as_client()  # the downloads run on threads of this process
    try:
        rows = [measure(fleet, wrk, server) for server in fleet.servers if server.has("files")]
    finally:
        os.sched_setaffinity(0, before)
    print(table(["p99 of small requests, µs", "alone", "next to downloads", "ratio"], rows))
    return 0


def measure(fleet, wrk, server):
    say(f"measuring {server.name}")
    fleet.start(server)
    try:
        warm_up(fleet, wrk, server)
        pairs = []
        for _ in range(PAIRS):
            alone = p99(fleet, server)
            with Downloads(server.port):
                pairs.append((alone, p99(fleet, server)))
    finally:
        fleet.stop(server)
    ratios = sorted(next_to / alone for alone, next_to in pairs)
    alone, next_to = (median(values) for values in zip(*pairs))
    shown = ", ".join(f"{ratio:.1f}" for ratio in ratios)
    return [server.name, f"{alone:,.0f}", f"{next_to:,.0f}", f"{median(ratios):.1f} [{shown}]"]


if __name__ == "__main__":
    probe(int(sys.argv[1]))
