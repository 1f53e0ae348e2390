package io.heddle.app.sites;

import io.heddle.http.ErrorPages;
import io.heddle.http.Site;

/**
 * A virtual server that is ready to serve.
 *
 * @param name in the configuration
 */
record VirtualServer(String name, Site site, ErrorPages errorPages) {}
