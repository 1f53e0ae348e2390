"""The servers that can be compared, and how each is built, started and stopped."""

import os
import re
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import commands
import content
import provenance
from machine import Failure, cpu_seconds, program, say

JVM_PEERS = ["netty-nio", "netty-epoll", "undertow", "helidon", "jetty", "tomcat", "minimal-loop", "minimal-vthreads"]
NGINX_PEERS = ["nginx", "nginx-cached"]
PEERS = JVM_PEERS + NGINX_PEERS
HEDDLE = {"heddle-epoll": ["--engine=epoll"], "heddle-vthreads": ["--engine=vthreads"]}
ALL = list(HEDDLE) + PEERS
ORIGIN = "origin"

START_SECONDS = 240
STOP_SECONDS = 15
GREETING = b"Hello, World!"
COPIES = re.compile(r"(\d+)\*(.*)", re.DOTALL)
ADMIN = re.compile(r"^admin on (\S+)", re.MULTILINE)
CONFIG = "--config="


@dataclass
class Server:
    """A server by its name; a checkout of Heddle has a folder, options and maybe several processes."""

    name: str
    folder: Path | None = None
    words: list = field(default_factory=list)
    copies: int = 1
    processes: list = field(default_factory=list)
    port: int = 0
    tls_port: int = 0

    def has(self, feature):
        """Whether it can do what a scenario needs: echo, sleep, files, conditions, json, gzip, tls or proxy.

        All servers have /plaintext; of one with a configuration file, nothing else is known."""
        if not feature:
            return True
        if self.folder:
            return not self.config()
        if self.name in NGINX_PEERS:
            is_plain = self.name == "nginx"  # the other one differs only for files
            return feature in ("files", "conditions", "json", "gzip") or is_plain and feature in ("tls", "proxy")
        if self.name.startswith("minimal-"):
            return feature == "sleep" and self.name == "minimal-vthreads"
        if feature == "tls":
            return self.name.startswith("netty-")
        return feature not in ("conditions", "gzip", "proxy")

    def config(self):
        """The name of its configuration file; empty if it has none."""
        return next((word.removeprefix(CONFIG) for word in self.words if word.startswith(CONFIG)), "")

    def url(self, setup):
        return f"https://127.0.0.1:{self.tls_port}" if setup == "tls" else f"http://127.0.0.1:{self.port}"

    def closing_path(self):
        """What to request if the connection is to end; the minimal ones do not read header fields."""
        return "/close" if self.name.startswith("minimal-") else "/plaintext"

    def pids(self):
        return [process.pid for process in self.processes]

    def cpu_seconds(self):
        return sum(cpu_seconds(pid) for pid in self.pids())

    def ensure_running(self):
        for process in self.processes:
            if process.poll() is not None:
                raise Failure(f"{self.name} has ended with status {process.returncode}")


def named(text, root):
    """The server that an option names."""
    name, is_checkout, place = text.partition("=")
    if not is_checkout:
        if name in HEDDLE:
            return Server(name, root, HEDDLE[name])
        if name in PEERS:
            return Server(name)
        raise Failure(f"--server {text}: unknown, use NAME=DIR or one of: {' '.join(ALL)}")
    several = COPIES.fullmatch(place)
    copies, place = (int(several[1]), several[2]) if several else (1, place)
    folder, _, words = place.partition(":")
    if not name or name in [*PEERS, ORIGIN]:
        raise Failure(f"--server {text}: give the checkout a name of its own, such as before={folder}")
    if not script(Path(folder)):
        raise Failure(f"--server {text}: {folder or 'the folder'} is no checkout of Heddle and no distribution:"
                      " it has neither bin/app nor bin/heddle")
    if copies < 1 or copies > 1 and "--reuse-port" not in words.split():
        raise Failure(f"--server {text}: several processes share a port only with --reuse-port: add this option")
    server = Server(name, Path(folder).resolve(), words.split(), copies)
    if "--config" in server.words:
        raise Failure(f"--server {text}: write --config=FILE, because options are separated by spaces")
    if server.config() and not Path(server.config()).is_file():
        raise Failure(f"--server {text}: there is no file {server.config()}: write its path from this folder")
    return server


def script(folder):
    """What starts the server of a checkout, or of a distribution; None if there is nothing."""
    return next((file for file in [folder / "bin/app", folder / "bin/heddle"] if os.access(file, os.X_OK)), None)


def reject_duplicates(servers):
    seen = set()
    for server in servers:
        if server.name in seen:
            raise Failure(f"--server {server.name}: this name is used twice: give each server its own")
        seen.add(server.name)


def require(servers, feature):
    for server in servers:
        if not server.has(feature):
            raise Failure(f"--server {server.name}: has no {feature}: leave it out")


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    try:
        for free in sockets:
            free.bind(("127.0.0.1", 0))
        return [free.getsockname()[1] for free in sockets]
    finally:
        for free in sockets:
            free.close()


class Fleet:
    """The chosen servers, with the files they serve in a temporary folder. Ends all of them."""

    def __init__(self, servers, machine, checkout, java_opts, gzip_level=6, setups=frozenset({""})):
        self.servers = servers
        self.machine = machine
        self.checkout = checkout
        self.java_opts = java_opts
        self.gzip_level = gzip_level
        self.setups = setups  # in which servers are started
        self.java = None
        self.origin = Server(ORIGIN)  # the nginx behind the proxies
        self.temporary = tempfile.TemporaryDirectory(prefix="compare-peers-")
        self.work = Path(self.temporary.name)
        self.root_folder = self.work / "root"
        self.certificate = self.work / "tls/cert.pem"
        self.key = self.work / "tls/key.pem"

    def __enter__(self):
        try:
            self.build()
            content.make(self.root_folder / "files")
            self.work.chmod(0o755)  # the workers of nginx have another user
        except BaseException:
            self.temporary.cleanup()
            raise
        return self

    def __exit__(self, *reason):
        self.stop_all()
        self.temporary.cleanup()

    # --- building ---

    def environment(self, java_opts=""):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("APP_")}
        return clean | {"JAVA_OPTS": java_opts}

    def build(self):
        if self.needs_nginx():
            program("nginx")
        for folder in {server.folder for server in self.servers if server.folder}:
            say(f"building {folder}, if it has changed")
            self.run([script(folder), "--version"], folder)
        if any(server.name in JVM_PEERS for server in self.servers):
            say("building the peers")
            self.run([program("mvn"), "-B", "-q", "-ntp", "-Pbench", "-pl", "engines/peers", "package"], self.checkout)
        if any(server.name not in NGINX_PEERS for server in self.servers):
            self.java = self.find_java()
        if "tls" in self.setups:
            folder = self.certificate.parent
            self.run([self.checkout / "bin/app", "certificate", "--host=127.0.0.1", f"--out={folder}"], self.checkout)

    def needs_nginx(self):
        """Whether nginx is measured, or is the server behind the proxies."""
        return "proxy" in self.setups or any(server.name in NGINX_PEERS for server in self.servers)

    def facts(self):
        """What must be known of the servers to measure them again."""
        shown = [f"{server.name}: {provenance.commit(server.folder)}" for server in self.servers if server.folder]
        if self.java:
            shown.append(f"{provenance.jdk(self.java)}, with {self.java_opts or 'its default options'}")
        if any(server.name in JVM_PEERS for server in self.servers):
            shown.append(", ".join(provenance.libraries(self.checkout / "engines/peers/target/lib")))
        if self.needs_nginx():
            shown.append(provenance.package("nginx"))
        return shown

    def find_java(self):
        """The Java that bin/app finds."""
        shown = self.run([self.checkout / "bin/app", "--version"], self.checkout, "-XshowSettings:properties")
        homes = [line.split("=", 1)[1].strip() for line in shown.splitlines() if "java.home =" in line]
        return Path(homes[0], "bin/java")

    def run(self, command, folder, java_opts=""):
        done = subprocess.run(command, cwd=folder, env=self.environment(java_opts), text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            lines = done.stdout.strip().splitlines()
            lines = [line for line in lines if "ERROR" in line or "app: error:" in line][:10] or lines
            raise Failure("\n".join([" ".join(map(str, command)) + " failed:", *lines]))
        return done.stdout

    # --- starting and stopping ---

    def start(self, server, setup=""):
        """Starts a server in a setup and waits for its first answer; returns how many seconds that took."""
        if setup == "proxy" and not self.origin.processes:
            self.start_process(self.origin, "", self.machine.as_client)
        return self.start_process(server, setup, self.machine.as_server)

    def start_process(self, server, setup, place):
        server.port, server.tls_port = free_ports(2)
        command, environment = self.command(server, setup)
        begun = time.monotonic()
        for number in range(server.copies):
            with open(self.log(server, number), "w") as output:
                server.processes.append(
                    subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                     stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=place))
        while not self.is_ready(server):
            waited = time.monotonic() - begun
            if any(process.poll() is not None for process in server.processes) or waited > START_SECONDS:
                logs = [self.log(server, number).read_text().strip() for number in range(server.copies)]
                raise Failure("\n".join([f"{server.name} does not answer after {waited:.1f} s:", *logs]))
            time.sleep(0.002)
        return time.monotonic() - begun

    def log(self, server, number):
        return self.work / f"{server.name}-{number}.log"

    def is_ready(self, server):
        """Whether it answers. Of several processes, any may answer, so their logs have to say it."""
        if server.copies > 1:
            return all("listening on" in self.log(server, number).read_text() for number in range(server.copies))
        return self.answers(server.port)

    def admin_addresses(self, server):
        """Where the metrics of its processes are; empty if it has no admin port."""
        found = [ADMIN.search(self.log(server, number).read_text()) for number in range(server.copies)]
        return [match[1] for match in found if match]

    def command(self, server, setup):
        if server.folder:
            words, java_opts = commands.heddle(self, server, setup, script(server.folder))
            return words, self.environment(java_opts)
        if server is self.origin or server.name in NGINX_PEERS:
            return commands.nginx_server(self, server, setup), self.environment()
        return commands.peer(self, server, setup), self.environment()

    @staticmethod
    def answers(port):
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as connection:
                connection.sendall(b"GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                received = b""
                while GREETING not in received:
                    more = connection.recv(4096)
                    if not more:
                        return False
                    received += more
                return True
        except OSError:
            return False

    def stop(self, server):
        for process in server.processes:
            if process.poll() is None:
                process.terminate()
        for process in server.processes:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                say(f"{server.name} still runs {STOP_SECONDS} s after SIGTERM: killing it")
                process.kill()
                process.wait()
        server.processes = []

    def stop_all(self):
        for server in [*self.servers, self.origin]:
            self.stop(server)
