/**
 * What the server serves besides files: the routes and their handlers, a file for each subject.
 * They use {@code io.heddle.http} and know neither connections nor engines.
 */
package io.heddle.app.routes;
