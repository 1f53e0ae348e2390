"""Downloads: how much longer small requests take next to large responses."""

import shutil
import socket
import subprocess
import threading
import time
from statistics import median

from machine import Failure, say
from report import table

CLIENTS = 8
FILE_BYTES = 2 << 30
CLIENT_RATE = 60 << 20  # bytes per second
SLICE_SECONDS = 0.01
RAMP_SECONDS = 0.7
SECONDS = 3
PAIRS = 4


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
        connection.sendall(b"GET /files/2g.bin HTTP/1.1\r\nHost: test\r\n\r\n")
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


class Downloads:
    """Clients that download on threads until the block ends."""

    def __init__(self, port):
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=download, args=(port, self.ended), daemon=True) for _ in range(CLIENTS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        time.sleep(RAMP_SECONDS)

    def __exit__(self, *reason):
        self.ended.set()
        for thread in self.threads:
            thread.join()


def p99(fleet, wrk, server):
    """The 99th percentile of small requests, in microseconds."""
    script = fleet.work / "p99.lua"
    script.write_text('function done(s, latency) io.write(("RESULT %d\\n"):format(latency:percentile(99))) end')
    command = [wrk, "-t1", "-c8", f"-d{SECONDS}s", "-s", str(script), f"http://127.0.0.1:{server.port}/plaintext"]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=fleet.machine.as_client)
    found = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("RESULT")]
    if not found:
        raise Failure(f"{server.name}: wrk got no answer:\n{done.stdout}{done.stderr}")
    return int(found[0])


def run(fleet, wrk):
    make_file(fleet)
    rows = []
    for server in fleet.servers:
        if not server.has("files"):
            continue
        say(f"measuring {server.name}")
        fleet.start(server)
        try:
            for _ in range(3):
                p99(fleet, wrk, server)  # a warm-up
            pairs = []
            for _ in range(PAIRS):
                alone = p99(fleet, wrk, server)
                with Downloads(server.port):
                    pairs.append((alone, p99(fleet, wrk, server)))
        finally:
            fleet.stop(server)
        ratios = sorted(next_to / alone for alone, next_to in pairs)
        alone, next_to = (median(values) for values in zip(*pairs))
        shown = ", ".join(f"{ratio:.1f}" for ratio in ratios)
        rows.append([server.name, f"{alone:,.0f}", f"{next_to:,.0f}", f"{median(ratios):.1f} [{shown}]"])
    print(table(["p99 of small requests, µs", "alone", "next to downloads", "ratio"], rows))
    return 0
