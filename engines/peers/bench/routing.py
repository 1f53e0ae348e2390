"""Writes two configurations with the same answer to /plaintext, to measure what choosing a location costs.

Usage: routing.py FOLDER

FOLDER/one.conf has one virtual server with one location, FOLDER/many.conf 200 with 2,000 locations in all.
"""

import sys
from pathlib import Path

HOSTS = 200
LOCATIONS = 10  # of each host
MEASURED_HOST = "127.0.0.1"  # wrk asks for it
MEASURED = '"/plaintext" { respond = "Hello, World!", type = text/plain }'


def server(name, host, locations):
    lines = [f"  {name} {{", f'    hosts = ["{host}"]', "    locations {", *(f"      {line}" for line in locations)]
    return "\n".join([*lines, "    }", "  }"])


def others(count):
    return [f'"/section-{number}/" {{ respond = "section {number}" }}' for number in range(1, count + 1)]


def configuration(hosts, locations):
    """The measured host and location are the last ones."""
    servers = [server(f"site{number}", f"site{number}.example.org", others(locations)) for number in range(1, hosts)]
    servers.append(server("measured", MEASURED_HOST, [*others(locations - 1), MEASURED]))
    return "\n".join(["servers {", *servers, "}", ""])


def main():
    if len(sys.argv) != 2:
        sys.exit("routing.py: write one argument, the folder for one.conf and many.conf")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "one.conf").write_text(configuration(1, 1))
    (folder / "many.conf").write_text(configuration(HOSTS, LOCATIONS))


if __name__ == "__main__":
    main()
