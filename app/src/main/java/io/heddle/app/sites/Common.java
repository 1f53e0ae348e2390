package io.heddle.app.sites;

import io.heddle.app.metrics.Totals;
import io.heddle.app.resources.Resources;
import io.heddle.filter.Compression;
import io.heddle.http.ErrorPages;
import io.heddle.http.Filter;
import io.heddle.session.Sessions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What all virtual servers have in common.
 *
 * @param clock the current time
 * @param totals what the demonstration routes report
 * @param compression of all responses
 * @param filters around all locations; the last one is outside the others
 * @param sessions of users who have logged in with a form
 * @param errorPages for errors without a page of their own
 * @param resources what they use
 */
public record Common(
    InstantSource clock,
    Totals totals,
    Optional<Compression> compression,
    List<Filter> filters,
    Sessions sessions,
    ErrorPages errorPages,
    Resources resources) {}
