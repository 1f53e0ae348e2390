/**
 * The routes that the server has besides files, and their handlers. They use {@code io.heddle.http}
 * and know neither connections nor engines.
 */
package io.heddle.app.routes;
