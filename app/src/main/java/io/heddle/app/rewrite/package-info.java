/**
 * Rules that give requests another path. Only this package knows the library for regular
 * expressions, which takes a time that is linear in the length of the path.
 */
package io.heddle.app.rewrite;
