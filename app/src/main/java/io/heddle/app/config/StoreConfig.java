package io.heddle.app.config;

import io.heddle.store.StoreLimits;
import java.nio.file.Path;

/**
 * A folder in which clients store files.
 *
 * @param isSynced whether a file is on the disk before the client is told so
 * @param maxRequestBytes of content in a request that stores something
 */
public record StoreConfig(
    Path folder, StoreLimits limits, boolean isSynced, long maxRequestBytes) {}
