package io.heddle.app.config;

import io.heddle.app.login.Passwords;
import io.heddle.http.Field;
import io.heddle.http.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A location: some paths of a virtual server, and what is there.
 *
 * @param path of its requests, or the prefix of their paths
 * @param isExact whether it is only this path
 * @param methods that it allows besides OPTIONS; HEAD if GET is one; none if each of its routes has
 *     its own
 * @param maxBodyBytes limit for the content of requests; empty for the server's limit
 * @param fields added to its responses
 * @param login who may come in; empty for everyone
 * @param rate how many requests a client may send; empty for any number
 */
public record LocationConfig(
    String path,
    boolean isExact,
    Served served,
    Set<Method> methods,
    OptionalLong maxBodyBytes,
    List<Field> fields,
    Optional<Login> login,
    Optional<Rate> rate) {
  /**
   * Who may come in.
   *
   * @param realm what browsers show to the user
   * @param file of the passwords
   * @param page the path of the page with a form; empty if passwords come with each request
   */
  public record Login(Passwords passwords, String realm, Path file, Optional<String> page) {}

  /**
   * A limit for each client.
   *
   * @param perSecond requests
   * @param burst how many it may send at once after a pause
   */
  public record Rate(double perSecond, int burst) {}
}
