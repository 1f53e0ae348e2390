"""Replaces one server by another while clients go on.

    upgrades.py share|inherit ENGINE,ENGINE... COMMAND...

Starts a server for each engine while the one before it still runs, then ends that one. With "share", the
servers share a port; with "inherit", a socket of this program. Two clients ask all the time: one on new
connections for an answer that takes a moment, one on the same connection as long as the server keeps it. The
last line says what became of them.
"""

import ctypes
import http.client
import signal
import socket
import subprocess
import sys
import threading
import time

PR_SET_PDEATHSIG = 1
MORE = 20

# Leaves processor time for servers that start.
PAUSE = 0.001

shares = sys.argv[1] == "share"
engines = sys.argv[2].split(",")
command = sys.argv[3:]

listener = socket.create_server(("127.0.0.1", 0), backlog=1000)
port = listener.getsockname()[1]
if shares:
    listener.close()

over = False
retried = 0
answered = [0, 0]
failures = []


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def start(engine):
    way = ["--reuse-port", f"--port={port}"] if shares else ["--inherit"]
    server = subprocess.Popen(
        command + way + ["--lab", f"--engine={engine}"],
        stdin=subprocess.DEVNULL if shares else listener,
        stdout=subprocess.PIPE,
        preexec_fn=die_with_parent,
    )
    line = server.stdout.readline().decode()
    assert line.startswith("listening on "), line
    return server


def ask(connection, target):
    """Asks once; returns whether the server keeps the connection."""
    connection.request("GET", target)
    response = connection.getresponse()
    response.read()
    assert response.status == 200, response.status
    return not response.will_close


def visit(client, target, most):
    """Asks on one connection after another, each for at most this number of requests."""
    global retried
    while not over:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        count = 0
        again = True
        while again and not over:
            time.sleep(PAUSE)
            try:
                again = ask(connection, target) and count + 1 < most
                answered[client] += 1
                count += 1
            except Exception as e:
                again = False
                # A server may close a connection that is quiet: then a client asks on a new one.
                if count > 0 and isinstance(e, ConnectionError):
                    retried += 1
                else:
                    failures.append(repr(e))
        connection.close()


def await_more():
    wanted = [count + MORE for count in answered]
    while not failures and any(count < most for count, most in zip(answered, wanted)):
        time.sleep(0.001)


server = start(engines[0])
visits = ((0, "/sleep?ms=5", 1), (1, "/ping", 1000))
clients = [threading.Thread(target=visit, args=each) for each in visits]
for each in clients:
    each.start()
try:
    for engine in engines[1:]:
        await_more()
        following = start(engine)
        server.terminate()
        assert server.wait() == 0
        server = following
        await_more()
finally:
    over = True
for each in clients:
    each.join()
server.terminate()
print(f"answered={sum(answered)} retried={retried} failures={failures}")
sys.exit(server.wait())
