/**
 * The command {@code client}: a small curl on the codec of the server. Requests come from its
 * command line, responses leave as bytes on stdout, and everything else goes to stderr.
 */
package io.heddle.app.client;
