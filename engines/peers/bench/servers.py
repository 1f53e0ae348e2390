"""The servers that can be compared, and how each is built, started and stopped."""

import os
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from machine import Failure, cpu_seconds, program, say

JVM_PEERS = ["netty-nio", "netty-epoll", "undertow", "helidon", "jetty", "tomcat", "minimal-loop", "minimal-vthreads"]
PEERS = JVM_PEERS + ["nginx"]
HEDDLE = {"heddle-epoll": ["--engine=epoll"], "heddle-vthreads": ["--engine=vthreads"]}
ALL = list(HEDDLE) + PEERS

# Without the first, Netty takes slower paths on JDK 24 and later; the second avoids a warning.
PEER_OPTIONS = ["--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"]

START_SECONDS = 30
STOP_SECONDS = 15
MANY_FILES = 10_000
GREETING = b"Hello, World!"

NGINX = """
daemon off;
worker_processes 1;
worker_rlimit_nofile {files};
pid {work}/nginx.pid;
error_log {work}/nginx.log error;
events {{ worker_connections {connections}; }}
http {{
  access_log off;
  types {{ text/plain txt; }}
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 600s;
  keepalive_requests 1000000000;
  client_body_temp_path {work}/body;
  proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi;
  scgi_temp_path {work}/scgi;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location = /plaintext {{ default_type text/plain; return 200 "Hello, World!"; }}
    location = /json {{ default_type application/json; return 200 '{{"message":"Hello, World!"}}'; }}
    location /files/ {{ root {root}; }}
  }}
}}
"""


@dataclass
class Server:
    """A server by its name; a checkout of Heddle has a folder and options."""

    name: str
    folder: Path | None = None
    words: list = field(default_factory=list)
    process: subprocess.Popen | None = None
    port: int = 0

    def has(self, feature):
        """Whether it can do what a scenario needs: echo, sleep, files, conditions or json."""
        if self.name == "nginx":
            return feature in ("", "files", "conditions", "json")
        if feature == "conditions":
            return self.folder is not None
        if self.name.startswith("minimal-"):
            return feature == "" or (feature == "sleep" and self.name == "minimal-vthreads")
        return True

    def closing_path(self):
        """What to request if the connection is to end; the minimal ones do not read header fields."""
        return "/close" if self.name.startswith("minimal-") else "/plaintext"

    def cpu_seconds(self):
        return cpu_seconds(self.process.pid)

    def ensure_running(self):
        if self.process.poll() is not None:
            raise Failure(f"{self.name} has ended with status {self.process.returncode}")


def named(text, root):
    """The server that an option names."""
    name, is_checkout, place = text.partition("=")
    if not is_checkout:
        if name in HEDDLE:
            return Server(name, root, HEDDLE[name])
        if name in PEERS:
            return Server(name)
        raise Failure(f"--server {text}: unknown, use NAME=DIR or one of: {' '.join(ALL)}")
    folder, _, words = place.partition(":")
    if not name or name in PEERS:
        raise Failure(f"--server {text}: give the checkout a name of its own, such as before={folder}")
    if not os.access(Path(folder, "bin/app"), os.X_OK):
        raise Failure(f"--server {text}: {folder or 'the folder'} is no checkout of Heddle: it has no bin/app")
    return Server(name, Path(folder).resolve(), words.split())


def reject_duplicates(servers):
    seen = set()
    for server in servers:
        if server.name in seen:
            raise Failure(f"--server {server.name}: this name is used twice: give each server its own")
        seen.add(server.name)


class Fleet:
    """The chosen servers, with the files they serve in a temporary folder. Ends all of them."""

    def __init__(self, servers, machine, root, java_opts):
        self.servers = servers
        self.machine = machine
        self.root = root
        self.java_opts = java_opts
        self.java = None
        self.temporary = tempfile.TemporaryDirectory(prefix="compare-peers-")
        self.work = Path(self.temporary.name)

    def __enter__(self):
        try:
            self.build()
            self.make_files()
        except BaseException:
            self.temporary.cleanup()
            raise
        return self

    def __exit__(self, *reason):
        for server in self.servers:
            self.stop(server)
        self.temporary.cleanup()

    def make_files(self):
        files = self.work / "root/files"
        (files / "many").mkdir(parents=True)
        line = bytes(range(ord("a"), ord("z") + 1)) + b"01234\n"
        (files / "1k.txt").write_bytes(line * 32)
        (files / "100k.txt").write_bytes(line * 3200)
        for number in range(MANY_FILES):
            (files / f"many/{number:04}.txt").write_bytes(b"%04d" % number + (line * 32)[4:])
        self.work.chmod(0o755)  # the worker of nginx has another user

    # --- building ---

    def environment(self, java_opts=""):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("APP_")}
        return clean | {"JAVA_OPTS": java_opts}

    def build(self):
        if any(server.name == "nginx" for server in self.servers):
            program("nginx")
        for folder in {server.folder for server in self.servers if server.folder}:
            say(f"building {folder}, if it has changed")
            self.run([folder / "bin/app", "--version"], folder)
        if any(server.name in JVM_PEERS for server in self.servers):
            say("building the peers")
            self.run([program("mvn"), "-B", "-q", "-ntp", "-Pbench", "-pl", "engines/peers", "package"], self.root)
            self.java = self.find_java()

    def find_java(self):
        """The Java that bin/app finds."""
        shown = self.run([self.root / "bin/app", "--version"], self.root, "-XshowSettings:properties")
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

    def start(self, server):
        """Starts a server and waits for its first answer; returns how many seconds that took."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            server.port = free.getsockname()[1]
        log = self.work / f"{server.name}.log"
        command, environment = self.command(server)
        begun = time.monotonic()
        with open(log, "w") as output:
            server.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                              stderr=subprocess.STDOUT, start_new_session=True,
                                              preexec_fn=self.machine.as_server)
        while not self.answers(server.port):
            waited = time.monotonic() - begun
            if server.process.poll() is not None or waited > START_SECONDS:
                raise Failure(f"{server.name} does not answer after {waited:.1f} s:\n{log.read_text().strip()}")
            time.sleep(0.002)
        return time.monotonic() - begun

    def command(self, server):
        root = self.work / "root"
        if server.folder:
            options = [word for word in server.words if word.startswith("--")]
            jvm = [word for word in server.words if not word.startswith("--")]
            words = [str(server.folder / "bin/app"), f"--port={server.port}", "--lab", f"--root={root}", *options]
            if not any(word.startswith("--admin-port") for word in options):
                words.append("--admin-port=off")
            return words, self.environment(" ".join([self.java_opts, *jvm]))
        if server.name == "nginx":
            work = self.work / "nginx"
            work.mkdir(exist_ok=True)
            file = work / "nginx.conf"
            file.write_text(NGINX.format(work=work, root=root, port=server.port, files=20_000, connections=16_384))
            return [program("nginx"), "-p", str(work), "-e", str(work / "nginx.log"), "-c", str(file)], self.environment()
        peers = self.root / "engines/peers/target"
        return [str(self.java), *self.java_opts.split(), *PEER_OPTIONS, f"-Djava.io.tmpdir={self.work}", "-cp",
                f"{peers}/classes:{peers}/lib/*", "io.heddle.peers.Peer", server.name, str(server.port),
                str(root / "files")], self.environment()

    @staticmethod
    def answers(port):
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as connection:
                connection.sendall(b"GET /plaintext HTTP/1.1\r\nHost: test\r\n\r\n")
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
        if server.process is None:
            return
        if server.process.poll() is None:
            server.process.terminate()
            try:
                server.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                say(f"{server.name} still runs {STOP_SECONDS} s after SIGTERM: killing it")
                server.process.kill()
                server.process.wait()
        server.process = None
