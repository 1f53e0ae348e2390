"""Tables in Markdown, and the one rule for what is a difference."""

from math import comb
from statistics import median, quantiles

# With fewer rounds, even if all agree, chance is not excluded.
MIN_ROUNDS = 6
MAX_CHANCE = 0.05
CLEAR_DIFFERENCE = 0.05


def chance(ratios):
    """The sign test: how likely chance alone makes so many ratios, or more, lie on one side of 1."""
    above = sum(ratio > 1 for ratio in ratios)
    below = sum(ratio < 1 for ratio in ratios)
    decided = above + below
    tail = sum(comb(decided, count) for count in range(min(above, below) + 1))
    return min(1, 2 * tail / 2**decided)


def is_difference(ratios):
    """Whether chance is unlikely, and the median is further from 1 than 0.05 or than the middle half is wide."""
    low, middle, high = quantiles(ratios, n=4, method="inclusive")
    return chance(ratios) < MAX_CHANCE and abs(middle - 1) > min(CLEAR_DIFFERENCE, high - low)


def compared(values, first):
    """The median ratio of values measured in the same rounds, and its interquartile range."""
    if values is first or values == first:
        return "1"
    ratios = [value / base for value, base in zip(values, first) if base > 0]
    if len(ratios) < MIN_ROUNDS:
        return f"{median(ratios):.2f} (too few rounds)" if ratios else "-"
    low, middle, high = quantiles(ratios, n=4, method="inclusive")
    tie = "" if is_difference(ratios) else "tie, "
    return f"{tie}{middle:.2f} [{low:.2f}, {high:.2f}]"


def table(head, rows):
    """A table whose first column is text; the others are aligned to the right."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
