"""Run with: python3 -m unittest discover -s engines/peers/bench -p '*_test.py'"""

import unittest

from report import compared, table
from rounds import order


class ReportTest(unittest.TestCase):
    def test_the_first_server_is_the_measure(self):
        self.assertEqual(compared([3.0, 4.0], [3.0, 4.0]), "1")

    def test_a_range_without_one_is_a_difference(self):
        self.assertEqual(compared([2.2, 2.0, 1.8, 2.0, 2.0], [1.0] * 5), "2.00 [2.00, 2.00]")
        self.assertEqual(compared([0.8, 0.9, 0.7, 0.8], [1.0] * 4), "0.80 [0.78, 0.83]")

    def test_a_range_with_one_is_a_tie(self):
        self.assertEqual(compared([0.5, 0.9, 1.2, 1.4], [1.0] * 4), "tie, 1.05 [0.80, 1.25]")

    def test_windows_are_compared_within_their_round(self):
        self.assertEqual(compared([2.0, 20.0, 200.0, 2000.0], [1.0, 10.0, 100.0, 1000.0]), "2.00 [2.00, 2.00]")

    def test_few_rounds_have_no_range(self):
        self.assertIn("too few rounds", compared([2.0], [1.0]))

    def test_numbers_are_aligned_to_the_right(self):
        self.assertEqual(table(["a", "b"], [["c", "1"]]), "| a | b |\n| --- | ---: |\n| c | 1 |")

    def test_no_server_always_goes_first(self):
        orders = [order(["a", "b", "c"], number) for number in range(6)]
        self.assertEqual({names[0] for names in orders}, {"a", "b", "c"})
        self.assertEqual({names[-1] for names in orders}, {"a", "b", "c"})
        self.assertTrue(all(sorted(names) == ["a", "b", "c"] for names in orders))


if __name__ == "__main__":
    unittest.main()
