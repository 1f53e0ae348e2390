"""What a table must say so that others can repeat it: the command, the machine, the commit and the versions."""

import os
import re
import subprocess
from datetime import datetime, timezone
from pathlib import Path

LIBRARIES = {"netty-codec-http": "Netty", "undertow-core": "Undertow", "helidon-webserver": "Helidon",
             "jetty-server": "Jetty", "tomcat-embed-core": "Tomcat"}
JAR = re.compile(r"(.+?)-(\d.*)\.jar")


def printed(*command):
    """What a program prints to either stream; empty if it cannot run or has failed."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def processor():
    names = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
             if line.startswith("model name")]
    return f"{os.cpu_count()} processors, {names[0] if names else 'of an unknown model'}"


def kernel():
    system = os.uname()
    return f"{system.sysname} {system.release} ({system.machine})"


def commit(folder):
    """The commit of a checkout, and whether files differ from it."""
    found = printed("git", "-C", str(folder), "rev-parse", "--short=10", "HEAD")
    if not found:
        return "of no commit"
    is_changed = printed("git", "-C", str(folder), "status", "--porcelain", "--untracked-files=no")
    return f"commit {found}" + (" with uncommitted changes" if is_changed else "")


def jdk(java):
    """The distribution and the version, such as Temurin-25.0.3+9."""
    found = re.search(r"Environment (?:\(build )?([^\s)]+)", printed(str(java), "-version"))
    return f"JDK {found[1]}" if found else "an unknown JDK"


def package(name):
    """The version of a Debian package."""
    version = printed("dpkg-query", "-W", "-f", "${Version}", name)
    return f"{name} {version}" if version else f"{name} of an unknown version"


def libraries(folder):
    """The versions of the peers' libraries."""
    jars = sorted(path.name for path in folder.glob("*.jar")) if folder.is_dir() else []
    found = [JAR.fullmatch(name) for name in jars]
    return [f"{LIBRARIES[match[1]]} {match[2]}" for match in found if match and match[1] in LIBRARIES]


def lines(command, facts):
    """The command, and a list of the time, the machine and these facts, in Markdown."""
    now = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    shown = [now, f"{processor()}, {kernel()}", *facts]
    return "\n".join([f"    {command}", "", *(f"- {fact}" for fact in shown)])
