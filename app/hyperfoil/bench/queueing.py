"""A queue with one server, as a computation: how the times of arrival alone determine latency."""

import math
import random

REQUESTS = 200_000


def latencies(rate, service, tick, percentiles=(50, 90, 99)):
    """Percentiles of the time in the queue and in service, in seconds.

    Requests arrive at random (a Poisson process), and each takes the same time. With a tick, all
    that arrive within one start together at its end, and latency counts from there.
    """
    draw = random.Random(1)
    now = free = 0.0
    times = []
    for _ in range(REQUESTS):
        now += draw.expovariate(rate)
        start = math.ceil(now / tick) * tick if tick else now
        free = max(free, start) + service
        times.append(free - start)
    times.sort()
    return [times[int(len(times) * percent / 100)] for percent in percentiles]
