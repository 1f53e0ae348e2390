package io.heddle.benchmarks;

/**
 * What a caller looks at in a head. All parsers must return the same, as text, so none saves the
 * strings that another makes.
 *
 * @param path without the query
 * @param userAgent empty if the head has no such field
 */
public record Seen(String method, String path, String host, String userAgent) {}
