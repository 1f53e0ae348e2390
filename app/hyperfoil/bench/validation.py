"""Rounds in which the generators measure the same servers, and what they say about them."""

import json
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from statistics import median

from generators import PERCENTILES, Measured
from machine import Failure, say
from otherload import OtherLoad
from queueing import latencies
from report import table

SHARES = (30, 60)  # of the peak, in percent

MAX_OTHER = 0.05  # of one processor, used by anything but the server and the generator
ATTEMPTS = 4
PAUSE_SECONDS = 5


@dataclass(frozen=True)
class Row:
    """One measurement."""

    round: int
    server: str
    path: str
    load: str
    generator: str
    result: Measured


def path_of(server):
    """Work that makes the server the limit and not a generator: 0.1 ms of computing, or 100 KB."""
    return "/files/100k.txt" if server.name == "nginx" else "/work?cpu=100us&bytes=1024"


class Results:
    """The file of all measurements, to which every start of the program adds its rounds."""

    def __init__(self, file):
        self.file = file
        self.rows = []
        if file.exists():
            for number, line in enumerate(file.read_text().splitlines(), 1):
                try:
                    row = json.loads(line)
                    result = row.pop("result")
                    self.rows.append(Row(result=Measured(**result | {"micros": tuple(result["micros"])}), **row))
                except (ValueError, LookupError, TypeError, AttributeError) as error:
                    raise Failure(f"{file}: line {number} is no measurement: delete that line") from error

    def add(self, row):
        self.rows.append(row)
        with self.file.open("a") as out:
            out.write(json.dumps(asdict(row)) + "\n")

    def rounds(self, server):
        return max([row.round for row in self.rows if row.server == server.name], default=0)

    def peak(self, server):
        """The first peak that wrk has found, so that all rounds have the same rates."""
        return next((row.result.rate for row in self.rows if (row.server, row.load, row.generator) ==
                     (server.name, "closed", "wrk") and row.path == path_of(server)), None)


def measure(results, server, study, wrk, hyperfoil, chosen):
    """One round for a server: each load with two generators, in changing order."""
    number = results.rounds(server) + 1
    # The closed loop of a request that costs nothing shows what each generator can do at most.
    loads = [("closed", path, None, wrk) for path in ("/plaintext", path_of(server))]
    loads += [(f"{share} %", path_of(server), share, hyperfoil) for share in SHARES]
    for load, path, share, other in loads:
        generators = [study, other] if number % 2 else [other, study]
        for generator in generators:
            rate = round(results.peak(server) * share / 100) if share else None
            warmup = chosen.warmup if generator is hyperfoil else 1
            measured = undisturbed(server, study, lambda: generator.measure(
                f"http://127.0.0.1:{server.port}", path, rate, chosen.seconds, warmup))
            results.add(Row(number, server.name, path, load, generator.name, measured))
            say(f"{server.name} round {number} {load} {path} {generator.name}: {measured}")


def undisturbed(server, study, attempt):
    """Measures again while other programs use the processors."""
    for _ in range(ATTEMPTS):
        server.ensure_running()
        other = OtherLoad([*server.pids(), study.process.pid])
        measured = attempt()
        share = other.share()
        if share <= MAX_OTHER:
            return measured
        say(f"other programs used {share:.0%} of a processor: measuring again")
        time.sleep(PAUSE_SECONDS)
    raise Failure("other programs use the processors: end them, and start this program again")


def shown(values):
    """The median and the range."""
    digits = 0 if median(values) >= 100 else 1
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"


def overlap(one, other):
    return min(one) <= max(other) and min(other) <= max(one)


def pairs(results):
    """The measurements of the study's generator and those of the other one, for each server and load."""
    cells = defaultdict(list)
    for row in results.rows:
        cells[row.server, row.path, row.load, row.generator].append(row.result)
    for server, path, load in dict.fromkeys((row.server, row.path, row.load) for row in results.rows):
        other = "wrk" if load == "closed" else "hyperfoil"
        ours, theirs = cells[server, path, load, "study"], cells[server, path, load, other]
        if ours and theirs:
            yield server, path, load, other, ours, theirs


def figures(ours, theirs):
    """Each figure with its values from both generators."""
    yield "requests/s", [m.rate for m in ours], [m.rate for m in theirs]
    for i, p in enumerate(PERCENTILES):
        yield f"p{p} µs", [m.micros[i] for m in ours], [m.micros[i] for m in theirs]


def summary(results):
    """A table in Markdown: how far the generators agree, over all servers."""
    groups = defaultdict(list)
    for _, path, load, other, ours, theirs in pairs(results):
        request = "/plaintext" if path == "/plaintext" else "other requests"
        for name, own, foreign in figures(ours, theirs):
            if median(foreign):
                groups[f"{load}, {request}", other, name].append((median(own) / median(foreign), overlap(own, foreign)))
    lines = []
    for (load, other, name), found in groups.items():
        ratios = [ratio for ratio, _ in found]
        lines.append([load, name, other, f"{min(ratios):.3f} to {max(ratios):.3f}",
                      f"{sum(within for _, within in found)} of {len(found)}"])
    return table(["load", "figure", "other", "study ÷ other", "servers whose ranges overlap"], lines)


def report(results):
    """A table in Markdown: every figure of the study's generator next to that of the other one."""
    lines = []
    for server, path, load, other, ours, theirs in pairs(results):
        for name, own, foreign in figures(ours, theirs):
            marks = ["*" if sum(m.limited for m in found) * 2 > len(found) else "" for found in (ours, theirs)]
            lines.append([f"{server}, {path}, {load}", name, shown(own) + marks[0], other, shown(foreign) + marks[1],
                          f"{median(own) / median(foreign):.3f}" if median(foreign) else "-",
                          "within" if overlap(own, foreign) else "beyond"])
        errors = sum(m.errors for m in ours + theirs)
        if errors:
            lines.append([f"{server}, {path}, {load}", "errors", str(sum(m.errors for m in ours)), other,
                          str(sum(m.errors for m in theirs)), "-", "-"])
    head = ["server, request, load", "figure", "study", "other", "median (range)", "study ÷ other", "ranges"]
    return table(head, lines) + "\n\n\\* The generator may have been the limit.\n"


def predictions(results):
    """What the times at which Hyperfoil starts requests alone do to the latency."""
    lines = []
    for server in dict.fromkeys(row.server for row in results.rows):
        peaks = [row.result.rate for row in results.rows
                 if row.server == server and row.load == "closed" and row.generator == "wrk" and row.path != "/plaintext"]
        if not peaks:
            continue
        for share in SHARES:
            rate = round(peaks[0] * share / 100)
            exact, ticks = (latencies(rate, 1 / median(peaks), tick) for tick in (0, 0.001))
            lines.append([f"{server}, {share} %"] + [f"{p * 1e6:.0f}" for p in exact + ticks])
    head = ["server, load"] + [f"{kind} p{p}" for kind in ("exact", "on the millisecond") for p in PERCENTILES]
    return table(head, lines)
