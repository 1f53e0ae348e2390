"""The machine: its programs, its processors, and the CPU time of processes."""

import os
import resource
import shutil
import signal
import sys

TICKS = os.sysconf("SC_CLK_TCK")
PACKAGES = {"mvn": "maven", "wrk": "wrk", "nginx": "nginx"}


class Failure(Exception):
    """Ends the program with one line that says what is wrong and what to do."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def found_at(name):
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


def is_installed(name):
    return found_at(name) is not None


def program(name):
    """The path of a program that must be installed."""
    found = found_at(name)
    if not found:
        raise Failure(f"needs {name}, which is not on the PATH: install it, e.g. the package {PACKAGES[name]}")
    return found


class Machine:
    """Which processors the servers and the client use."""

    def __init__(self, server_cpus, client_cpus):
        self.server_cpus = server_cpus
        self.client_cpus = client_cpus
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))

    def as_server(self):
        """Runs in a new process before its program."""
        os.sched_setaffinity(0, self.server_cpus)

    def as_client(self):
        os.sched_setaffinity(0, self.client_cpus)


def descendants(pid):
    """The process and all processes that it has started."""
    found = [pid]
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children") as children:
                for child in children.read().split():
                    found += descendants(int(child))
    except OSError:
        pass  # it has ended
    return found


def cpu_seconds(pid):
    """The CPU time, user and system, of a process with its children, also of those that have ended."""
    ticks = 0
    for process in descendants(pid):
        try:
            with open(f"/proc/{process}/stat") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
                ticks += sum(int(field) for field in fields[11:15])
        except OSError:
            pass  # it has ended
    return ticks / TICKS
