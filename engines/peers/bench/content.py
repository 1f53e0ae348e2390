"""The files that the servers serve. They are the same in each run."""

import itertools
import random

MANY_FILES = 10_000
LINE = bytes(range(ord("a"), ord("z") + 1)) + b"01234\n"
TEXTS = {"text100k.txt": 100 << 10, "text300k.txt": 300 << 10}
WORDS = 4_000
LINE_CHARACTERS = 80


def text(size):
    """Lines of invented words, some of which are much more frequent than others. Gzip makes a third of it."""
    source = random.Random(1)
    words = ["".join(source.choices("etaoinshrdlucmfwyp", k=source.randint(2, 10))) for _ in range(WORDS)]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, WORDS + 1)))
    lines, line, count = [], "", 0
    while count < size:
        line += source.choices(words, cum_weights=weights)[0] + " "
        if len(line) > LINE_CHARACTERS:
            lines.append(line)
            count += len(line) + 1
            line = ""
    return "\n".join(lines).encode()[:size]


def make(folder):
    """Creates the files in a folder that does not exist yet."""
    (folder / "many").mkdir(parents=True)
    (folder / "1k.txt").write_bytes(LINE * 32)
    (folder / "100k.txt").write_bytes(LINE * 3200)
    for name, size in TEXTS.items():
        (folder / name).write_bytes(text(size))
    for number in range(MANY_FILES):
        (folder / f"many/{number:04}.txt").write_bytes(b"%04d" % number + (LINE * 32)[4:])
