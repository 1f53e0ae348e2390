"""The load: the scenarios, and a window of one of them, which wrk drives."""

import http.client
import os
import subprocess
import sys
from dataclasses import dataclass

import handshakes
from commands import setup_for
from machine import Failure, program

SCRIPT = """
local requests, count = nil, 0
function init(args)
  local mode = args[1]
  if mode == "pipeline" then
    local batch = wrk.format():rep(16)
    request = function() return batch end
  elseif mode == "echo" then
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/octet-stream"
    wrk.body = ("0123456789abcdef"):rep(64)
  elseif mode == "close" then
    wrk.headers["Connection"] = "close"
  elseif mode == "known" then
    wrk.headers["If-None-Match"] = args[2]
  elseif mode == "gzip" then
    wrk.headers["Accept-Encoding"] = "gzip"
  elseif mode == "range" then
    wrk.headers["Range"] = "bytes=0-"
  elseif mode == "many" then
    math.randomseed(tonumber(args[2]))
    requests = {}
    for i = 0, 9999 do requests[i + 1] = wrk.format("GET", ("/files/many/%04d.txt"):format(i)) end
    for i = #requests, 2, -1 do
      local j = math.random(i)
      requests[i], requests[j] = requests[j], requests[i]
    end
    request = function()
      count = count % #requests + 1
      return requests[count]
    end
  end
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(("RESULT %d %d %d\\n"):format(summary.requests, summary.duration,
    e.connect + e.read + e.write + e.timeout + e.status))
end
"""


@dataclass(frozen=True)
class Scenario:
    """What the client sends on how many connections, what a server needs for it, and what it is compared with."""

    connections: int
    path: str = "/plaintext"
    mode: str = ""
    needs: str = ""
    base: str = ""  # another scenario, with which each server is compared too
    warmups: int = 1  # how often it is warmed up, because it is slow at first

    def setup(self):
        """How a server is started for it."""
        return setup_for(self.needs)


SCENARIOS = {
    "plaintext-64": Scenario(64),
    "plaintext-1024": Scenario(1024),
    "pipeline16-64": Scenario(64, mode="pipeline"),
    "close-64": Scenario(64, mode="close"),
    "echo1k-64": Scenario(64, "/api/echo", "echo", "echo"),
    "static1k": Scenario(64, "/files/1k.txt", needs="files"),
    "static100k": Scenario(64, "/files/100k.txt", needs="files"),
    "known1k": Scenario(64, "/files/1k.txt", "known", "conditions", "plaintext-64"),
    "range1k": Scenario(64, "/files/1k.txt", "range", "conditions", "static1k"),
    "range100k": Scenario(64, "/files/100k.txt", "range", "conditions", "static100k"),
    "files10k": Scenario(64, "/files/many/0000.txt", "many", "files", warmups=3),
    # A request that the end of a window cuts off is not counted, so there are few at a time.
    "gzip100k": Scenario(4, "/files/text100k.txt", "gzip", "gzip"),
    "gzip300k": Scenario(4, "/files/text300k.txt", "gzip", "gzip"),
    "sleep20-1000": Scenario(1000, "/sleep?ms=20", needs="sleep"),
    "tls-64": Scenario(64, needs="tls"),
    # A JVM needs 30,000 to 40,000 handshakes until all code is compiled.
    "handshake-16": Scenario(16, mode="handshake", needs="tls", warmups=5),
    "proxy-64": Scenario(64, needs="proxy"),
    "proxy100k": Scenario(64, "/files/100k.txt", needs="proxy"),
}

# The clients are the limit if they use more than this of their processor.
BUSY = 0.9


@dataclass(frozen=True)
class Window:
    """What one window of load has shown."""

    micros: float  # CPU time of the server per request
    rate: float  # requests per second
    errors: int
    client_is_limit: bool


class Load:
    """Drives servers with wrk, and with a client of our own for handshakes."""

    def __init__(self, fleet):
        self.fleet = fleet
        self.client_cpus = len(fleet.machine.client_cpus)
        self.wrk = program("wrk")
        self.script = fleet.work / "load.lua"
        self.script.write_text(SCRIPT)

    def window(self, server, scenario, seconds, seed=1):
        server.ensure_running()
        command = self.command(server, scenario, seconds, seed)
        before, origin_before = server.cpu_seconds(), self.fleet.origin.cpu_seconds()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True, preexec_fn=self.fleet.machine.as_client)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        used = server.cpu_seconds() - before
        origin_used = self.fleet.origin.cpu_seconds() - origin_before
        lines = [line.split() for line in output.splitlines() if line.startswith("RESULT")]
        if not lines or int(lines[0][1]) == 0:
            raise Failure(f"{server.name}: no answer to {scenario.path}:\n{output.strip()}")
        requests, micros, errors = map(int, lines[0][1:])
        if requests == 0:
            raise Failure(f"{server.name}: no correct answer to {scenario.path}, but {errors} errors")
        client_used = usage.ru_utime + usage.ru_stime
        is_limit = max(client_used, (client_used + origin_used) / self.client_cpus) * 1e6 / micros > BUSY
        return Window(used * 1e6 / requests, requests * 1e6 / micros, errors, is_limit)

    def command(self, server, scenario, seconds, seed):
        if scenario.mode == "handshake":
            return [sys.executable, handshakes.__file__, str(server.tls_port), str(scenario.connections),
                    str(seconds), str(self.fleet.certificate)]
        path = server.closing_path() if scenario.mode == "close" else scenario.path
        argument = tag(server, path) if scenario.mode == "known" else str(seed)
        return [self.wrk, "-t1", f"-c{scenario.connections}", f"-d{seconds}s", "--timeout", "10s", "-s",
                str(self.script), server.url(scenario.setup()) + path, "--", scenario.mode, argument]


def tag(server, path):
    """The entity tag of the content that a server has at this path."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request("HEAD", path)
        found = connection.getresponse().headers["ETag"]
    finally:
        connection.close()
    if not found:
        raise Failure(f"{server.name}: {path} has no ETag")
    return found
