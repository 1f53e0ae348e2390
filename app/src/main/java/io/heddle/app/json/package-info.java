/** Writes JSON as the content of a response, for routes and admin pages. */
package io.heddle.app.json;
