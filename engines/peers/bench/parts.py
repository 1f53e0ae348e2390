"""The table of bin/bench: prints what JMH has measured, with quartiles.

Usage: parts.py JAVA RESULTS.json COMMAND_WORD...
"""

import json
import shlex
import sys
from pathlib import Path
from statistics import quantiles

import provenance
from report import table

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = "io.heddle.benchmarks."
ALLOCATED = "gc.alloc.rate.norm"


def row(result):
    """A benchmark with its parameters: the quartiles of all iterations, and the allocated bytes."""
    values = [value for fork in result["primaryMetric"]["rawData"] for value in fork]
    low, middle, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    parameters = ", ".join(f"{name}={value}" for name, value in result.get("params", {}).items())
    allocated = result["secondaryMetrics"].get(ALLOCATED)
    return [result["benchmark"].removeprefix(PACKAGE), parameters, *(f"{value:,.0f}" for value in (low, middle, high)),
            f"{allocated['score']:,.0f}" if allocated else "-"]


def main():
    java, file, *command = sys.argv[1:]
    results = json.loads(Path(file).read_text())
    facts = [provenance.commit(ROOT), provenance.jdk(java)]
    if results:
        one = results[0]
        facts[1] += f", with {' '.join(one['jvmArgs'])}"
        facts.append(f"JMH {one['jmhVersion']}, {one['forks']} JVMs with {one['measurementIterations']} iterations each")
        facts.append(", ".join(provenance.libraries(ROOT / "protocol/benchmarks/target/lib")))
    print(provenance.lines(shlex.join(command), facts), end="\n\n")
    unit = results[0]["primaryMetric"]["scoreUnit"] if results else "ns/op"
    head = ["part", "parameters", f"lower quartile, {unit}", "median", "upper quartile", "bytes/op"]
    print(table(head, [row(result) for result in results]))


if __name__ == "__main__":
    main()
