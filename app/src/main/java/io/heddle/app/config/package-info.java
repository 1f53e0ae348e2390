/**
 * Configuration files: what they say, and every mistake in them with its place. Only this package
 * knows the library that reads them.
 */
package io.heddle.app.config;
