"""Tables in Markdown, and the one rule for what is a difference."""

from statistics import median, quantiles


def compared(values, first):
    """The median ratio of values measured in the same rounds, and its interquartile range."""
    if values is first or values == first:
        return "1"
    ratios = [value / base for value, base in zip(values, first) if base > 0]
    if len(ratios) < 4:
        return f"{median(ratios):.2f} (too few rounds for a range)" if ratios else "-"
    low, middle, high = quantiles(ratios, n=4, method="inclusive")
    tie = "tie, " if low <= 1 <= high else ""
    return f"{tie}{middle:.2f} [{low:.2f}, {high:.2f}]"


def table(head, rows):
    """A table whose first column is text; the others are aligned to the right."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
