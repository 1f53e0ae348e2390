"""Rounds of load: one window for each server, in changing order."""

import http.client
import os
import subprocess
import sys
from dataclasses import dataclass
from statistics import median

from machine import Failure, program, say
from report import compared, table

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
    """What wrk sends on how many connections, and what a server needs for it."""

    connections: int
    path: str = "/plaintext"
    mode: str = ""
    needs: str = ""


SCENARIOS = {
    "plaintext-64": Scenario(64),
    "plaintext-1024": Scenario(1024),
    "pipeline16-64": Scenario(64, mode="pipeline"),
    "close-64": Scenario(64, mode="close"),
    "echo1k-64": Scenario(64, "/api/echo", "echo", "echo"),
    "static1k": Scenario(64, "/files/1k.txt", needs="files"),
    "static100k": Scenario(64, "/files/100k.txt", needs="files"),
    "known1k": Scenario(64, "/files/1k.txt", "known", "conditions"),
    "range1k": Scenario(64, "/files/1k.txt", "range", "conditions"),
    "range100k": Scenario(64, "/files/100k.txt", "range", "conditions"),
    "files10k": Scenario(64, "/files/many/0000.txt", "many", "files"),
    "sleep20-1000": Scenario(1000, "/sleep?ms=20", needs="sleep"),
}

# wrk is the limit if it uses more than this of its processor.
BUSY = 0.9


@dataclass(frozen=True)
class Window:
    """What one window of load has shown."""

    micros: float  # CPU time of the server per request
    rate: float  # requests per second
    errors: int
    wrk_is_limit: bool


class Load:
    """Drives servers with wrk."""

    def __init__(self, fleet):
        self.fleet = fleet
        self.wrk = program("wrk")
        self.script = fleet.work / "load.lua"
        self.script.write_text(SCRIPT)

    def window(self, server, scenario, seconds, seed=1):
        server.ensure_running()
        path = server.closing_path() if scenario.mode == "close" else scenario.path
        argument = tag(server, path) if scenario.mode == "known" else str(seed)
        command = [self.wrk, "-t1", f"-c{scenario.connections}", f"-d{seconds}s", "--timeout", "10s", "-s",
                   str(self.script), f"http://127.0.0.1:{server.port}{path}", "--", scenario.mode, argument]
        before = server.cpu_seconds()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True, preexec_fn=self.fleet.machine.as_client)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        used = server.cpu_seconds() - before
        lines = [line.split() for line in output.splitlines() if line.startswith("RESULT")]
        if not lines or int(lines[0][1]) == 0:
            raise Failure(f"{server.name}: wrk got no answer to {path}:\n{output.strip()}")
        requests, micros, errors = map(int, lines[0][1:])
        busy = (usage.ru_utime + usage.ru_stime) * 1e6 / micros
        return Window(used * 1e6 / requests, requests * 1e6 / micros, errors, busy > BUSY)


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


def order(servers, number):
    """Each round begins with the next server, and every second one goes backwards."""
    start = number // 2 % len(servers)
    turned = servers[start:] + servers[:start]
    return turned if number % 2 == 0 else turned[::-1]


def measure(load, servers, scenario, chosen):
    """The windows of each server, one per round."""
    for server in servers:
        load.window(server, scenario, chosen.window)
    windows = {server.name: [] for server in servers}
    for number in range(chosen.rounds):
        for server in order(servers, number):
            windows[server.name].append(load.window(server, scenario, chosen.window, number + 1))
    return windows


def rows(windows):
    """The rows of a table: the first server is the one that the others are compared with."""
    first = [window.micros for window in next(iter(windows.values()))]
    for name, shown in windows.items():
        micros = [window.micros for window in shown]
        limited = sum(window.wrk_is_limit for window in shown) * 2 > len(shown)
        yield [name, f"{median(micros):.2f}", f"{median(window.rate for window in shown):,.0f}" + ("*" if limited else ""),
               str(sum(window.errors for window in shown)), compared(micros, first)]


def run(fleet, chosen):
    load = Load(fleet)
    for server in fleet.servers:
        say(f"starting {server.name}")
        fleet.start(server)
    for server in fleet.servers:
        say(f"warming up {server.name}, {chosen.warmup} s")
        load.window(server, SCENARIOS["plaintext-64"], chosen.warmup)
    for name in chosen.scenario or SCENARIOS:
        able = [server for server in fleet.servers if server.has(SCENARIOS[name].needs)]
        if not able:
            continue
        say(f"measuring {name}: {chosen.rounds} rounds of {len(able)} windows of {chosen.window} s")
        shown = list(rows(measure(load, able, SCENARIOS[name], chosen)))
        head = [name, "CPU µs per request", "requests/s", "errors", f"CPU relative to {able[0].name}"]
        print(table(head, shown))
        if any(row[2].endswith("*") for row in shown):
            print("\\* wrk was the limit: compare only the CPU time.")
        print(flush=True)
    print("The ratios are medians of all rounds, with the range of the middle half in brackets.", file=sys.stderr)
    return 0
