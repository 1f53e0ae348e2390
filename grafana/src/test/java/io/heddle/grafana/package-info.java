/**
 * Tests of the dashboard and the rules: the content of the files, promtool's checks, and every
 * expression, queried from a real Prometheus that scrapes real servers under traffic. {@link
 * DashboardPreview} draws the dashboard from such servers.
 */
@NullMarked
package io.heddle.grafana;

import org.jspecify.annotations.NullMarked;
