"""Percentiles of the study's histograms: HdrHistogram's V2 format, compressed, in base64."""

import base64
import struct
import zlib

COOKIE = 0x1C849303
COMPRESSED_COOKIE = 0x1C849304


class Histogram:
    """The counts of a histogram, each with the highest value that it counts, in nanoseconds."""

    def __init__(self, text):
        data = base64.b64decode(text)
        if struct.unpack_from(">i", data)[0] & ~0xF0 != COMPRESSED_COOKIE & ~0xF0:
            raise ValueError("not a histogram: " + text[:20])
        data = zlib.decompress(data[8:])
        cookie, length, _, digits = struct.unpack_from(">iiii", data)
        if cookie & ~0xF0 != COOKIE & ~0xF0:
            raise ValueError("not a histogram of version 2: " + text[:20])
        # As many buckets of equal width as the digits need, then as many again of twice the width, and so on.
        self.half = 1 << ((2 * 10**digits - 1).bit_length() - 1)
        self.counts = list(self.read(data[40:40 + length]))
        self.total = sum(count for _, count in self.counts)

    def read(self, data):
        index = place = 0
        while place < len(data):
            number = shift = 0
            while True:
                byte = data[place]
                place += 1
                if shift == 56:  # the ninth byte has eight bits
                    number |= byte << shift
                    break
                number |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80:
                    break
            number = (number >> 1) ^ -(number & 1)
            if number < 0:  # so many counts of 0
                index -= number
            else:
                if number:
                    yield self.highest(index), number
                index += 1

    def highest(self, index):
        bucket = index // self.half - 1
        if bucket < 0:
            return index
        step = 1 << bucket
        return (index % self.half + self.half) * step + step - 1

    def percentile(self, percent):
        """The value in nanoseconds that this share of the values does not exceed."""
        wanted = max(1, round(percent / 100 * self.total))
        seen = 0
        for value, count in self.counts:
            seen += count
            if seen >= wanted:
                return value
        return None
