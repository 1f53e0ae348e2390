"""Handshakes: a client that opens a TLS connection for each request, and never resumes a session.

wrk does resume them: it clears the SSL object of a connection that it has closed, and OpenSSL keeps its session.
"""

import socket
import ssl
import sys
import threading
import time

TIMEOUT_SECONDS = 10
REQUEST = b"GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
GREETING = b"Hello, World!"


def trusting(certificate):
    """What clients need to trust this certificate."""
    return ssl.create_default_context(cafile=certificate)


def connect(port, context, seconds=TIMEOUT_SECONDS):
    """A connection after a full handshake: a socket is given no session that it could resume."""
    plain = socket.create_connection(("127.0.0.1", port), seconds)
    try:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return context.wrap_socket(plain, server_hostname="127.0.0.1")
    except BaseException:
        plain.close()
        raise


def is_answered(port, context, seconds=TIMEOUT_SECONDS):
    """Whether a request on a connection of its own gets the right answer."""
    try:
        with connect(port, context, seconds) as connection:
            connection.sendall(REQUEST)
            received = b""
            while more := connection.recv(4096):
                received += more
            return received.startswith(b"HTTP/1.1 200 ") and received.endswith(GREETING)
    except OSError:
        return False


def main():
    """Prints what the script of wrk prints: the answers, the time in microseconds, and the errors."""
    port, connections, seconds, certificate = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    context = trusting(certificate)
    answers = []
    begun = time.monotonic()

    def ask():
        while time.monotonic() < begun + seconds:
            answers.append(is_answered(port, context))

    threads = [threading.Thread(target=ask) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("RESULT", sum(answers), round((time.monotonic() - begun) * 1e6), answers.count(False))


if __name__ == "__main__":
    main()
