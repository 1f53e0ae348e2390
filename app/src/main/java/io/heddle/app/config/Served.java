package io.heddle.app.config;

import io.heddle.app.cgi.CgiConfig;
import io.heddle.app.config.LocationConfig.Login;
import io.heddle.content.Redirect;
import io.heddle.content.StaticFilesConfig;
import io.heddle.http.MediaType;
import io.heddle.http.Status;
import io.heddle.proxy.Proxy;
import java.nio.file.Path;

/** What a location serves. */
public sealed interface Served {
  /** Files. */
  record Files(StaticFilesConfig config) implements Served {}

  /** Files, some of which are scripts. */
  record Scripts(StaticFilesConfig files, CgiConfig cgi) implements Served {}

  /** A redirection. */
  record Redirection(Redirect handler) implements Served {}

  /** The answers of other servers. */
  record Proxied(Proxy handler) implements Served {}

  /** The same text for every request. */
  record Text(Status status, MediaType type, String text) implements Served {}

  /** An error, or no content. */
  record OnlyStatus(Status status) implements Served {}

  /**
   * Files that clients read and change.
   *
   * @param reading how they are read
   */
  record Store(StaticFilesConfig reading, StoreConfig config) implements Served {}

  /** A page with a form, whose files are stored. */
  record Uploads(StoreConfig config) implements Served {}

  /** The page on which users log in with a form. */
  record LoginPage(Login login) implements Served {}

  /** The demonstration routes. */
  record Demo() implements Served {}

  /** The routes for experiments. */
  record Lab() implements Served {}

  /** The routes of a jar. */
  record Provided(Path jar) implements Served {}
}
