"""Rounds of load. In each, all servers start, each has one window per scenario, and all end.

A JVM compiles the same code slightly differently in each process, so two windows of the same processes
would not be independent.
"""

import math
import sys
from itertools import groupby
from statistics import median

from load import SCENARIOS, Load
from machine import say
from report import compared, table
from scraper import Scraper

START_SECONDS = 1.5  # about as long as a start takes
FIRST_WARMUPS = 3  # the first scenario of a process is warmed up so many times, because nothing is compiled yet


def order(servers, number):
    """Each round begins with the next server, and every second one goes backwards."""
    start = number // 2 % len(servers)
    turned = servers[start:] + servers[:start]
    return turned if number % 2 == 0 else turned[::-1]


class Rounds:
    """The windows that were measured: one per round, scenario and server."""

    def __init__(self, fleet, chosen):
        self.fleet = fleet
        self.chosen = chosen
        self.load = Load(fleet)
        self.windows = {}
        for name in chosen.scenario or SCENARIOS:
            able = self.able(name)
            if able:
                self.windows[name] = {server.name: [] for server in able}

    def able(self, name):
        return [server for server in self.fleet.servers if server.has(SCENARIOS[name].needs)]

    def minutes(self):
        """How long all rounds take, roughly."""
        seconds = START_SECONDS * len(self.fleet.servers)
        for names in self.per_process():
            for name in names:
                warmup = self.warmups(name, names) * self.chosen.warmup
                seconds += (warmup + self.chosen.window) * len(self.windows[name])
        return math.ceil(self.chosen.rounds * seconds / 60)

    def per_process(self):
        """The names of the scenarios that run in the same processes, because they need the same setup."""
        return [list(names) for _, names in groupby(self.windows, key=lambda name: SCENARIOS[name].setup())]

    def warmups(self, name, names):
        """How often a server is warmed up, each time with new connections, so that their start and end are compiled too."""
        times = FIRST_WARMUPS if name == names[0] else 1
        return max(times, SCENARIOS[name].warmups)

    def measure(self):
        for number in range(self.chosen.rounds):
            for names in self.per_process():
                self.run_processes(number, names)

    def run_processes(self, number, names):
        wanted = {server for name in names for server in self.windows[name]}
        servers = order([server for server in self.fleet.servers if server.name in wanted], number)
        try:
            for server in servers:
                self.fleet.start(server, SCENARIOS[names[0]].setup())
            with Scraper(self.fleet, servers):
                for name in names:
                    say(f"round {number + 1} of {self.chosen.rounds}: {name}")
                    for server in servers:
                        if server.name in self.windows[name]:
                            for _ in range(self.warmups(name, names)):
                                self.load.window(server, SCENARIOS[name], self.chosen.warmup)
                            window = self.load.window(server, SCENARIOS[name], self.chosen.window, number + 1)
                            self.windows[name][server.name].append(window)
        finally:
            self.fleet.stop_all()


def micros(windows):
    return [window.micros for window in windows]


def rows(name, windows):
    """The rows of a scenario's table: the first server is the one that the others are compared with."""
    first = micros(next(iter(windows[name].values())))
    base = windows.get(SCENARIOS[name].base, {})
    for server, shown in windows[name].items():
        limited = sum(window.client_is_limit for window in shown) * 2 > len(shown)
        row = [server, f"{median(micros(shown)):.2f}",
               f"{median(window.rate for window in shown):,.0f}" + ("*" if limited else ""),
               str(sum(window.errors for window in shown)), compared(micros(shown), first)]
        yield row + ([compared(micros(shown), micros(base[server]))] if base else [])


def client(scenario):
    if scenario.mode == "handshake":
        return "The client was"
    return "wrk and the server behind the proxy were" if scenario.needs == "proxy" else "wrk was"


def show(name, windows):
    scenario = SCENARIOS[name]
    first = next(iter(windows[name]))
    head = [name, "CPU µs per request", "requests/s", "errors", f"CPU relative to {first}"]
    if scenario.base in windows:
        head.append(f"relative to its {scenario.base}")
    shown = list(rows(name, windows))
    print(table(head, shown))
    if any(row[2].endswith("*") for row in shown):
        print(f"\n\\* {client(scenario)} the limit: compare only the CPU time.")
    print(flush=True)


def run(fleet, chosen):
    rounds = Rounds(fleet, chosen)
    say(f"{chosen.rounds} rounds take about {rounds.minutes()} min")
    rounds.measure()
    for name in rounds.windows:
        show(name, rounds.windows)
    print("The ratios are medians of all rounds, with the range of the middle half in brackets.", file=sys.stderr)
    return 0
