"""The commands that start the servers. Each is for one of the setups, in which a server can do different things."""

import nginx
from machine import program

# What a server is started with only for the scenarios that need it. A server without any of them has all other routes.
SETUPS = ("gzip", "tls", "proxy")

# Without the first, Netty takes slower paths on JDK 24 and later; the second avoids a warning.
PEER_OPTIONS = ["--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"]

# vthreads share these connections, and each loop of epoll has as many. nginx gets the same number.
PROXY = """servers {{
  proxy {{
    proxy = "http://127.0.0.1:{port}"
    upstream-idle-connections = 64
  }}
}}
"""


def setup_for(feature):
    """How a server is started for a scenario that needs this feature."""
    return feature if feature in SETUPS else ""


def heddle(fleet, server, setup, script):
    """The command, and the value of JAVA_OPTS."""
    options = [word for word in server.words if word.startswith("--")]
    jvm = [word for word in server.words if not word.startswith("--")]
    words = [str(script), f"--port={server.port}", *options]
    if setup == "proxy":
        file = fleet.work / f"{server.name}.conf"
        file.write_text(PROXY.format(port=fleet.origin.port))
        words.append(f"--config={file}")
    elif not server.config():
        words += ["--lab", f"--root={fleet.root_folder}"]
    if not any(word.startswith("--admin-port") for word in options):
        words.append("--admin-port=off")
    if setup == "gzip":
        words.append(f"--gzip={fleet.gzip_level}")
    if setup == "tls":
        words += [f"--tls-port={server.tls_port}", f"--tls-cert={fleet.certificate}", f"--tls-key={fleet.key}"]
    return words, " ".join([fleet.java_opts, *jvm])


def nginx_server(fleet, server, setup):
    work, root = fleet.work / server.name, fleet.root_folder
    work.mkdir(exist_ok=True)
    if setup == "proxy":
        text = nginx.proxy(work, server.port, fleet.origin.port)
    elif setup == "tls":
        text = nginx.with_tls(work, root, server.port, server.tls_port, fleet.certificate, fleet.key)
    else:
        level = fleet.gzip_level if setup == "gzip" else 0
        text = nginx.configuration(work, root, server.port, server.name == "nginx-cached", level)
    file = work / "nginx.conf"
    file.write_text(text)
    return [program("nginx"), "-p", str(work), "-e", str(work / "nginx.log"), "-c", str(file)]


def peer(fleet, server, setup):
    built = fleet.checkout / "engines/peers/target"
    tls = [str(server.tls_port), str(fleet.certificate), str(fleet.key)] if setup == "tls" else []
    return [str(fleet.java), *fleet.java_opts.split(), *PEER_OPTIONS, f"-Djava.io.tmpdir={fleet.work}", "-cp",
            f"{built}/classes:{built}/lib/*", "io.heddle.peers.Peer", server.name, str(server.port),
            str(fleet.root_folder / "files"), *tls]
