/**
 * What is seen of the connections: counts, the access log and the log of faults, each told by the
 * protocol what happens, and each writing elsewhere than on a request's thread.
 */
package io.heddle.app.log;
