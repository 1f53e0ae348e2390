"""The CPU time that neither the server nor a generator has used."""

import os
import resource
import time

from machine import TICKS, cpu_seconds


def used_seconds():
    """The CPU time of all processors, and what the host has taken away. Interrupts are nobody's."""
    with open("/proc/stat") as stat:
        user, nice, system, _, _, _, _, steal = map(int, stat.readline().split()[1:9])
    return (user + nice + system + steal) / TICKS


class OtherLoad:
    """Begins with its creation; the processes live on, and others may come and end."""

    def __init__(self, pids):
        self.pids = pids
        self.begun = time.monotonic()
        self.own = self.own_seconds()
        self.used = used_seconds()

    def own_seconds(self):
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        mine = os.times()
        return mine.user + mine.system + ended.ru_utime + ended.ru_stime + sum(map(cpu_seconds, self.pids))

    def share(self):
        """What others have used since then, as a share of one processor."""
        other = (used_seconds() - self.used) - (self.own_seconds() - self.own)
        return other / (time.monotonic() - self.begun)
