/** What is seen of the connections: counts and the access log, each an observer of the protocol. */
package io.heddle.app.watch;
