package io.heddle.app.config;

import io.heddle.content.Redirect;
import io.heddle.content.StaticFilesConfig;
import io.heddle.http.MediaType;
import io.heddle.http.Status;

/** What a location serves. */
public sealed interface Served {
  /** Files. */
  record Files(StaticFilesConfig config) implements Served {}

  /** A redirection. */
  record Redirection(Redirect handler) implements Served {}

  /** The same text for every request. */
  record Text(Status status, MediaType type, String text) implements Served {}
}
