"""The load generators: the study's own, wrk and Hyperfoil. Each gives the same figures."""

import json
import os
import re
import subprocess
from dataclasses import dataclass

from histogram import Histogram
from machine import Failure, cpu_seconds, program

CONNECTIONS = 64
PERCENTILES = (50, 90, 99)
JVM = ["-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"]
# Netty needs both on Java 25.
NETTY = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]

# wrk or Hyperfoil is the limit if it uses more than this of its processor.
BUSY = 0.9

SCRIPT = """
function done(summary, latency, requests)
  local e = summary.errors
  io.write(("RESULT %d %d %d %d %d %d\\n"):format(summary.requests, summary.duration,
    e.connect + e.read + e.write + e.timeout + e.status,
    latency:percentile(50), latency:percentile(90), latency:percentile(99)))
end
"""


@dataclass(frozen=True)
class Measured:
    """What a generator has found out; latencies in microseconds."""

    rate: float
    micros: tuple
    errors: int
    limited: bool  # whether the generator may have been the limit


class Study:
    """The study's own generator, which stays alive between jobs, as it does in a study."""

    name = "study"

    def __init__(self, java, root, machine):
        jars = f"{root}/app/target/heddle.jar:{root}/app/target/lib/*"
        self.process = subprocess.Popen(
            [java, "-Xmn384m", *JVM, "-cp", jars, "io.heddle.app.study.load.Generator"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=machine.as_client)

    def measure(self, url, path, rate, seconds, warmup):
        """A closed loop if there is no rate."""
        job = {"url": url, "mode": "open" if rate else "closed", "connections": CONNECTIONS,
               "warmupMillis": int(warmup * 1000), "measureMillis": int(seconds * 1000), "seed": os.getpid(),
               "requests": [{"target": path}]}
        if rate:
            job |= {"ratePerSecond": rate, "arrivals": "poisson"}
        self.answer(json.dumps(job))
        result = self.answer("load")
        self.say("close")
        latency = Histogram(result["latency"])
        bad = sum(count for status, count in result["statuses"].items() if status >= "400")
        return Measured(result["responsesPerSecond"], tuple(latency.percentile(p) / 1000 for p in PERCENTILES),
                        bad + sum(result["errors"].values()), result["limit"] is not None)

    def answer(self, line):
        self.say(line)
        answer = json.loads(self.process.stdout.readline() or '{"error": "it has ended"}')
        if "error" in answer:
            raise Failure(f"the study's generator says: {answer['error']}")
        return answer

    def say(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Wrk:
    """wrk with one thread. It has closed loops only."""

    name = "wrk"

    def __init__(self, work, machine):
        self.wrk = program("wrk")
        self.machine = machine
        self.script = work / "latency.lua"
        self.script.write_text(SCRIPT)

    def measure(self, url, path, rate, seconds, warmup):
        self.run(url + path, warmup)
        return self.run(url + path, seconds)

    def run(self, url, seconds):
        command = [self.wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(self.script), url]
        output, busy = finished(command, self.machine, seconds)
        result = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", output)
        if not result:
            raise Failure(f"wrk got no answer:\n{output.strip()}")
        requests, duration, errors, *micros = map(int, result.groups())
        return Measured(requests * 1e6 / duration, tuple(micros), errors, busy > BUSY)

    def close(self):
        pass


class Hyperfoil:
    """Hyperfoil's runner, with the benchmark that "app study export" writes. Each run is a new JVM."""

    name = "hyperfoil"

    def __init__(self, java, root, work, machine):
        self.java = java
        self.root = root
        self.work = work
        self.machine = machine

    def measure(self, url, path, rate, seconds, warmup):
        work = f"connections={CONNECTIONS} target={path}" + (f" rate={rate}" if rate else "")
        command = [self.root / "bin/app", "study", "export", f"--hyperfoil={self.work}", f"--work={work}",
                   f"--target={url}", f"--duration={seconds}s"]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        benchmark = self.work / f"work-connections-{CONNECTIONS}.hf.yaml"
        # The export's own warm-up depends on the duration, which is short here.
        benchmark.write_text(re.sub(r"\d+ms(\n +isWarmup)", rf"{warmup * 1000}ms\1", benchmark.read_text()))
        results = self.work / "results.json"
        results.unlink(missing_ok=True)
        jars = f"{self.root}/app/hyperfoil/target/classes:{self.root}/app/hyperfoil/target/lib/*"
        command = [self.java, *JVM, *NETTY, "-cp", jars, "io.heddle.hyperfoil.Main", str(benchmark), str(results)]
        output, busy = finished(command, self.machine, seconds + warmup)
        if not results.exists():
            raise Failure(f"Hyperfoil has no results:\n{output.strip()}")
        entries = [entry for entry in json.loads(results.read_text())["stats"] if not entry["isWarmup"]]
        total = entries[0]["total"]
        summary = total["summary"]
        errors = sum(summary[kind] for kind in ("invalid", "connectionErrors", "requestTimeouts", "internalErrors"))
        return Measured(summary["responseCount"] * 1000 / (total["end"] - total["start"]),
                        tuple(summary["percentileResponseTime"][f"{p}.0"] / 1000 for p in PERCENTILES), errors,
                        busy > BUSY)

    def close(self):
        pass


def finished(command, machine, seconds):
    """Runs a generator; returns its output and which share of its processor it has used."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True, preexec_fn=machine.as_client)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return output, (usage.ru_utime + usage.ru_stime) / seconds
