"""Run with: python3 -m unittest discover -s engines/peers/bench -p '*_test.py'"""

import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

import commands
import routing
from load import SCENARIOS
from servers import ALL, Server, named

CHECKOUT = Path(__file__).resolve().parents[3]


class CommandsTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.work = Path(temporary.name)
        self.fleet = SimpleNamespace(work=self.work, root_folder=self.work / "root", java_opts="-Xmx1g", gzip_level=6,
                                     certificate="cert.pem", key="key.pem", origin=Server("origin", port=9000))

    def heddle(self, setup, *words):
        server = Server("heddle", CHECKOUT, ["--engine=epoll", *words], port=8000, tls_port=8443)
        return commands.heddle(self.fleet, server, setup, "bin/app")

    def test_a_server_with_a_configuration_file_gets_no_options_of_a_single_site(self):
        command, _ = self.heddle("", "--config=one.conf", "-Xint")
        self.assertEqual(command, ["bin/app", "--port=8000", "--engine=epoll", "--config=one.conf", "--admin-port=off"])

    def test_options_without_dashes_are_for_the_jvm(self):
        command, java_opts = self.heddle("", "-Xint")
        self.assertEqual(command, ["bin/app", "--port=8000", "--engine=epoll", "--lab", f"--root={self.work}/root",
                                   "--admin-port=off"])
        self.assertEqual(java_opts, "-Xmx1g -Xint")

    def test_tls_adds_a_second_port(self):
        command, _ = self.heddle("tls")
        self.assertIn("--lab", command)
        self.assertEqual(command[-3:], ["--tls-port=8443", "--tls-cert=cert.pem", "--tls-key=key.pem"])

    def test_a_proxy_serves_nothing_by_itself(self):
        command, _ = self.heddle("proxy")
        self.assertNotIn("--lab", command)
        self.assertIn(f"--config={self.work}/heddle.conf", command)
        self.assertIn('proxy = "http://127.0.0.1:9000"', (self.work / "heddle.conf").read_text())

    def test_scenarios_are_run_by_the_servers_that_can_do_them(self):
        (self.work / "one.conf").touch()
        servers = [named(name, CHECKOUT) for name in ALL]
        servers.append(named(f"one={CHECKOUT}:--engine=epoll --config={self.work}/one.conf", CHECKOUT))
        able = {need: [server.name for server in servers if server.has(need)] for need in ("", "tls", "proxy")}
        self.assertEqual(able[""], [*ALL, "one"])
        self.assertEqual(able["tls"], ["heddle-epoll", "heddle-vthreads", "netty-nio", "netty-epoll", "nginx"])
        self.assertEqual(able["proxy"], ["heddle-epoll", "heddle-vthreads", "nginx"])

    def test_scenarios_with_the_same_setup_share_processes(self):
        setups = {name: scenario.setup() for name, scenario in SCENARIOS.items()}
        self.assertEqual((setups["static1k"], setups["gzip300k"]), ("", "gzip"))
        self.assertEqual((setups["handshake-16"], setups["proxy100k"]), ("tls", "proxy"))

    def test_the_routing_trial_has_200_hosts_and_2000_locations(self):
        many = routing.configuration(routing.HOSTS, routing.LOCATIONS)
        self.assertEqual((many.count("hosts = "), many.count("respond = ")), (200, 2000))
        self.assertGreater(many.index('hosts = ["127.0.0.1"]'), many.index('hosts = ["site199.example.org"]'))
        one = routing.configuration(1, 1)
        self.assertEqual((one.count("hosts = "), one.count("respond = ")), (1, 1))
        self.assertTrue(all('"/plaintext" { respond = "Hello, World!"' in text for text in (one, many)))


if __name__ == "__main__":
    unittest.main()
