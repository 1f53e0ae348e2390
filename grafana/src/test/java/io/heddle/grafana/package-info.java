/**
 * Proves that the dashboard and the rules say something: what can be read off the files, promtool's
 * own checks, and every expression asked of a real Prometheus that scrapes real servers under
 * traffic. {@link DashboardPreview} draws the dashboard from the same servers.
 */
@NullMarked
package io.heddle.grafana;

import org.jspecify.annotations.NullMarked;
