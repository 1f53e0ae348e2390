package io.heddle.app.config;

/**
 * The block of a location, and what its readers need besides.
 *
 * @param block with the values that it inherits
 * @param path of its requests, or the prefix of their paths
 * @param isExact whether it is only this path
 * @param paths of files
 */
record LocationBlock(Block block, String path, boolean isExact, RelativePaths paths) {}
