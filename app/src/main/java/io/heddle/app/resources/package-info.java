/**
 * What the parts of a site use, and what becomes of it when another configuration takes the place
 * of theirs. It knows none of them.
 */
package io.heddle.app.resources;
