/**
 * Virtual servers as a configuration describes them: sites that are chosen by host, and their error
 * pages.
 */
package io.heddle.app.sites;
