/**
 * Sessions that several servers share, and the choice of a store for this server. Only this package
 * knows a client of Redis.
 */
package io.heddle.app.session;
