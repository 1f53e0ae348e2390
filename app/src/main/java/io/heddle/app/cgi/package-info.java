/**
 * Programs that answer requests (CGI, RFC 3875). In: requests for files with certain extensions.
 * Out: the responses of the programs. Only configuration and sites import it.
 */
package io.heddle.app.cgi;
