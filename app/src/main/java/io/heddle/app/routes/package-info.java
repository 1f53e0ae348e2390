/**
 * What the server serves besides files: the routes and their handlers, one file a subject. They are
 * written against {@code io.heddle.http} and know neither connections nor engines.
 */
package io.heddle.app.routes;
