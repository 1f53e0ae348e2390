package io.heddle.session;

import io.heddle.http.Blocking;
import io.heddle.http.HttpException;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where sessions are kept. Many threads use it at the same time, also for the same session, and so
 * may other processes. Each method is atomic. A session whose time is over does not exist; being
 * loaded, changed or updated counts as use.
 *
 * <p>A store that cannot be reached throws an {@link HttpException} with status 503, soon.
 */
public interface SessionStore {
  /** How long its methods may block. */
  Blocking blocking();

  /** The values of a session; empty if it does not exist. */
  Optional<Map<String, String>> load(SessionId id);

  /** Stores a new session. */
  void create(SessionId id, Map<String, String> values);

  /**
   * Changes some values, and leaves the others as they are: of several requests that set the same
   * key, the last one wins.
   *
   * @return whether the session exists; otherwise nothing is stored
   */
  boolean change(SessionId id, SessionChanges changes);

  /**
   * Replaces a value by another one that depends on it, and on nothing that changes meanwhile.
   *
   * @param initial in place of a value that does not exist
   * @param change may be called several times, with different values
   * @return the new value; empty if the session does not exist
   */
  Optional<String> update(SessionId id, String key, String initial, UnaryOperator<String> change);

  /**
   * Changes some values, and gives the session another id; the old one does not exist any more. If
   * the changes cannot be stored, nothing happens.
   *
   * @return whether the session exists; otherwise nothing is stored
   */
  boolean rename(SessionId id, SessionId other, SessionChanges changes);

  /** Deletes a session, if it exists. */
  void delete(SessionId id);
}
