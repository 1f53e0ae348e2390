/**
 * Tests of the dashboard and the rules: what the files say, promtool's own checks, and every
 * expression, queried from a real Prometheus that scrapes real servers under traffic. {@link
 * DashboardPreview} draws the dashboard from the same servers.
 */
@NullMarked
package io.heddle.grafana;

import org.jspecify.annotations.NullMarked;
