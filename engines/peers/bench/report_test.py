"""Run with: python3 -m unittest discover -s engines/peers/bench -p '*_test.py'"""

import unittest

from report import chance, compared, table
from rounds import order


class ReportTest(unittest.TestCase):
    def test_the_first_server_is_the_measure(self):
        self.assertEqual(compared([3.0, 4.0], [3.0, 4.0]), "1")

    def test_a_clear_difference_in_all_rounds(self):
        self.assertEqual(compared([2.2, 2.0, 1.8, 2.0, 2.0, 2.0], [1.0] * 6), "2.00 [2.00, 2.00]")
        self.assertEqual(compared([0.8, 0.9, 0.7, 0.8, 0.8, 0.8], [1.0] * 6), "0.80 [0.80, 0.80]")

    def test_a_small_difference_in_all_rounds_needs_a_smaller_spread(self):
        self.assertEqual(compared([1.02, 1.02, 1.02, 1.03, 1.02, 1.02], [1.0] * 6), "1.02 [1.02, 1.02]")
        self.assertEqual(compared([1.01, 1.01, 1.02, 1.05, 1.06, 1.07], [1.0] * 6), "tie, 1.04 [1.01, 1.06]")

    def test_what_chance_may_explain_is_a_tie(self):
        self.assertEqual(compared([0.5, 0.9, 1.2, 1.4, 1.2, 1.2], [1.0] * 6), "tie, 1.20 [0.98, 1.20]")
        # Two of ten rounds disagree, although the range of the middle half does not include 1.
        values = [0.9, 0.9, *[1.2] * 8]
        self.assertEqual(compared(values, [1.0] * 10), "tie, 1.20 [1.20, 1.20]")
        self.assertEqual(compared([0.9, *[1.2] * 9], [1.0] * 10), "1.20 [1.20, 1.20]")

    def test_the_chance_of_the_sign_test(self):
        self.assertEqual(chance([2.0] * 5), 2 / 32)
        self.assertEqual(chance([2.0] * 9 + [0.5]), 2 * 11 / 1024)
        self.assertEqual(chance([2.0, 0.5]), 1)
        self.assertEqual(chance([1.0, 1.0]), 1)

    def test_windows_are_compared_within_their_round(self):
        self.assertEqual(compared([2.0, 20.0, 200.0] * 2, [1.0, 10.0, 100.0] * 2), "2.00 [2.00, 2.00]")

    def test_few_rounds_decide_nothing(self):
        self.assertEqual(compared([2.0] * 5, [1.0] * 5), "2.00 (too few rounds)")

    def test_numbers_are_aligned_to_the_right(self):
        self.assertEqual(table(["a", "b"], [["c", "1"]]), "| a | b |\n| --- | ---: |\n| c | 1 |")

    def test_no_server_always_goes_first(self):
        orders = [order(["a", "b", "c"], number) for number in range(6)]
        self.assertEqual({names[0] for names in orders}, {"a", "b", "c"})
        self.assertEqual({names[-1] for names in orders}, {"a", "b", "c"})
        self.assertTrue(all(sorted(names) == ["a", "b", "c"] for names in orders))


if __name__ == "__main__":
    unittest.main()
