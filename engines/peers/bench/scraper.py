"""What Prometheus does: asks for the metrics of the servers that have an admin port."""

import threading
import urllib.request

EVERY_SECONDS = 5


class Scraper:
    """A thread that asks each server every few seconds, until the block ends."""

    def __init__(self, fleet, servers):
        self.addresses = [address for server in servers for address in fleet.admin_addresses(server)]
        self.fleet = fleet
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.scrape, daemon=True)

    def scrape(self):
        while not self.ended.wait(EVERY_SECONDS):
            for address in self.addresses:
                with urllib.request.urlopen(f"{address}metrics", timeout=EVERY_SECONDS) as answer:
                    answer.read()

    def __enter__(self):
        if self.addresses:
            self.thread.start()

    def __exit__(self, *reason):
        if self.addresses:
            self.ended.set()
            self.thread.join()
