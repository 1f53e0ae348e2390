"""Run with: python3 -m unittest discover -s app/hyperfoil/bench -p '*_test.py'"""

import runpy
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from types import SimpleNamespace

sys.path.append(str(Path(__file__).resolve().parents[3] / "engines/peers/bench"))

from generators import Measured  # noqa: E402
from histogram import Histogram  # noqa: E402
from machine import Failure, cpu_seconds  # noqa: E402
from otherload import OtherLoad  # noqa: E402
from queueing import latencies  # noqa: E402
from servers import Server  # noqa: E402
from validation import Results, Row, overlap, path_of, predictions, report, shown, summary, undisturbed  # noqa: E402

# 1, 2, ..., 100,000, written by HdrHistogram 2.2.2 with 3 digits.
HISTOGRAM = "HISTFAAAAFZ4nO3IvQ1AYBSG0c9PoZRoFZZQExMZQaFT2sQWtjECCQPo7zlPbt7ktuvepNT16VV8mz23Heechuv75ABANCUQVgWEVQNhdUBYIxDWkknS/6YbDWUUzA=="


PROGRAM = Path(__file__).resolve().parents[3] / "bin/validate-load"


class BenchTest(unittest.TestCase):
    def test_the_program_chooses_its_servers_and_processors(self):
        program = runpy.run_path(str(PROGRAM), run_name="validate_load")
        chosen = SimpleNamespace(server=["heddle-epoll", "nginx"], server_cpu=0, client_cpu=0)
        fleet = program["fleet_of"](chosen)
        self.addCleanup(fleet.temporary.cleanup)
        self.assertEqual([server.name for server in fleet.servers], chosen.server)
        self.assertTrue(fleet.needs_nginx())
        self.assertEqual(fleet.setups, {""})
        self.assertEqual((fleet.machine.server_cpus, fleet.machine.client_cpus), ({0}, {0}))

    def test_a_measurement_needs_a_server_that_runs(self):
        with subprocess.Popen(["sleep", "30"]) as process:
            self.addCleanup(process.kill)
            server = Server("heddle-epoll", processes=[process])
            self.assertEqual(undisturbed(server, SimpleNamespace(process=process), lambda: "measured"), "measured")
            process.kill()
        with self.assertRaises(Failure):
            undisturbed(server, SimpleNamespace(process=process), lambda: "measured")

    def test_percentiles_are_those_of_the_java_library(self):
        histogram = Histogram(HISTOGRAM)
        self.assertEqual(histogram.total, 100_000)
        self.assertEqual([histogram.percentile(p) for p in (50, 90, 99, 99.9)], [50_015, 90_047, 99_007, 99_903])

    def test_a_text_that_is_no_histogram_is_refused(self):
        with self.assertRaises(ValueError):
            Histogram("AAAAAAAAAAAA")

    def test_half_of_the_time_in_a_queue_follows_from_the_load(self):
        # M/D/1 at 60 %: the mean wait is 0.6 / (2 * 0.4) = 0.75 service times, and 40 % do not wait.
        p30, p50, p99 = latencies(600, 0.001, 0, (30, 50, 99))
        self.assertAlmostEqual(p30, 0.001)
        self.assertTrue(0.001 < p50 < 0.0015)
        self.assertTrue(0.003 < p99 < 0.008)

    def test_starts_on_the_millisecond_queue_behind_each_other(self):
        exact, ticks = (latencies(6000, 0.0001, tick)[0] for tick in (0, 0.001))
        self.assertGreater(ticks, 2 * exact)

    def test_the_work_of_another_process_is_other_load(self):
        busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
        try:
            other, own = OtherLoad([]), OtherLoad([busy.pid])
            begun = time.monotonic()
            # On a busy machine, it has to wait for a processor itself.
            while cpu_seconds(busy.pid) < 0.3 and time.monotonic() < begun + 30:
                time.sleep(0.05)
            seconds = time.monotonic() - begun
            self.assertGreater(other.share() * seconds, own.share() * seconds + 0.2)
        finally:
            busy.kill()
            busy.wait()

    def test_ranges_that_touch_overlap(self):
        self.assertTrue(overlap([1, 2], [2, 3]))
        self.assertFalse(overlap([1, 2], [2.1, 3]))

    def test_a_figure_is_shown_with_its_range(self):
        self.assertEqual(shown([1000.4, 900, 1200]), "1,000 (900 to 1,200)")
        self.assertEqual(shown([1.25, 2.5]), "1.9 (1.2 to 2.5)")

    def test_rounds_are_added_to_the_file(self):
        with tempfile.TemporaryDirectory() as folder:
            server = Server("nginx")
            file = Path(folder, "results.jsonl")
            row = Row(1, "nginx", path_of(server), "closed", "wrk", Measured(9000.0, (1, 2, 3), 0, False))
            Results(file).add(row)
            again = Results(file)
            self.assertEqual(again.rows, [row])
            self.assertEqual((again.rounds(server), again.peak(server)), (1, 9000.0))

    def test_a_damaged_line_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "results.jsonl")
            for damaged in ('{"round": 1', "5", "{}", '{"result": {"micros": [1]}}'):
                file.write_text(damaged + "\n")
                with self.assertRaisesRegex(Failure, "results.jsonl: line 1 is no measurement: delete that line"):
                    Results(file)

    def test_the_summary_has_the_range_of_all_servers(self):
        with tempfile.TemporaryDirectory() as folder:
            results = Results(Path(folder, "results.jsonl"))
            for server, rate in (("a", 1000), ("b", 1100)):
                for generator, factor in (("study", 1), ("wrk", rate / 1000)):
                    measured = Measured(rate / factor, (100, 200, 400 * factor), 0, False)
                    results.add(Row(1, server, "/work", "closed", generator, measured))
            results.add(Row(1, "c", "/plaintext", "closed", "study", measured))
            self.assertEqual(summary(results).splitlines()[2:], [
                "| closed, other requests | requests/s | wrk | 1.000 to 1.100 | 1 of 2 |",
                "| closed, other requests | p50 µs | wrk | 1.000 to 1.000 | 2 of 2 |",
                "| closed, other requests | p90 µs | wrk | 1.000 to 1.000 | 2 of 2 |",
                "| closed, other requests | p99 µs | wrk | 0.909 to 1.000 | 1 of 2 |",
            ])
            self.assertEqual(report(results).count("within"), 6)
            # A server whose peak is not known yet has no prediction.
            self.assertEqual(len(predictions(results).splitlines()), 2 + 2 * 2)


if __name__ == "__main__":
    unittest.main()
