package io.heddle.session;

import io.heddle.http.HttpException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the server keeps about a client between requests: a few short values. It is loaded when a
 * handler first asks for it. A client that has none gets one when a handler first sets a value, and
 * a cookie with the response. It belongs to the thread that handles the request.
 *
 * <p>Changes are stored when the handler returns, before the response is sent; if the handler
 * fails, they are dropped. Requests of one session run at the same time: each sees the values that
 * were stored when it loaded them, and stores only what it has changed. So two requests that set
 * different keys do not disturb each other, and of two that set the same key, the last one wins.
 * Where a new value depends on the old one, as in a count, use {@link #update}.
 *
 * <p>If the session ends while a request is handled, for example because its user logs out, the
 * request's changes are dropped: they do not bring it back.
 */
public final class Session {
  private final SessionStore store;
  private final SessionLimits limits;
  private final SecureRandom random;

  /** The session of the store; null if there is none. Until it is loaded, what the client says. */
  private @Nullable SessionId id;

  private boolean isLoaded;
  private boolean isUsed;
  private boolean isOver;
  private boolean isRenewed;
  private @Nullable SessionId ended;

  private Map<String, String> values = new HashMap<>();
  private final Map<String, String> set = new HashMap<>();
  private final Set<String> removed = new HashSet<>();

  /**
   * A session that is not loaded yet.
   *
   * @param sent the id that the client has sent; null if there is none
   */
  Session(SessionStore store, SessionLimits limits, SecureRandom random, @Nullable SessionId sent) {
    this.store = store;
    this.limits = limits;
    this.random = random;
    this.id = sent;
    this.isLoaded = sent == null;
  }

  /** The id of a client is used only if the store knows it, so nobody can choose an id. */
  private void load() {
    isUsed = true;
    SessionId sent = id;
    if (!isLoaded && sent != null) {
      Optional<Map<String, String>> stored = store.load(sent);
      stored.ifPresent(its -> values = new HashMap<>(its));
      id = stored.isPresent() ? sent : null;
      isLoaded = true;
    }
  }

  private void change() {
    if (isOver) {
      throw new IllegalStateException(
          "the response is on its way: change a session before the handler returns");
    }
    load();
  }

  /**
   * The value of a key.
   *
   * @throws HttpException 503 when the store cannot be reached
   */
  public Optional<String> get(String key) {
    load();
    return Optional.ofNullable(values.get(key));
  }

  /** All values. */
  public Map<String, String> values() {
    load();
    return Collections.unmodifiableMap(values);
  }

  /**
   * Sets the value of a key.
   *
   * @throws IllegalStateException when the session becomes too large, or the handler has returned
   */
  public void set(String key, String value) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a key of a session is empty");
    }
    change();
    values.put(key, fitting(key, value));
    set.put(key, value);
    removed.remove(key);
  }

  /** Removes a key and its value. */
  public void remove(String key) {
    change();
    values.remove(key);
    set.remove(key);
    removed.add(key);
  }

  /**
   * Replaces a value by another one that depends on it. No change of another request comes between.
   * This and all earlier changes are stored at once.
   *
   * @param initial in place of a value that does not exist
   * @param change may be called several times, with different values
   * @return the new value
   * @throws IllegalStateException when the session becomes too large, or the handler has returned
   */
  public String update(String key, String initial, UnaryOperator<String> change) {
    change();
    SessionId stored = id;
    if (stored == null || isRenewed) {
      set(key, change.apply(values.getOrDefault(key, initial)));
      return values.getOrDefault(key, initial);
    }
    storeChanges(stored);
    Optional<String> updated =
        store.update(stored, key, initial, old -> fitting(key, change.apply(old)));
    String value = updated.orElseGet(() -> change.apply(values.getOrDefault(key, initial)));
    values.put(key, value);
    return value;
  }

  /** The value, if the session has room for it. */
  private String fitting(String key, String value) {
    Map<String, String> changed = new HashMap<>(values);
    changed.put(key, value);
    limits.requireSize(changed);
    return value;
  }

  /**
   * Gives the session another id. Do this whenever the client gets more rights, such as at a login:
   * then an id that somebody else knows from before is worth nothing.
   */
  public void renew() {
    change();
    isRenewed = id != null;
  }

  /** Ends the session, as at a logout. Values that are set after this are in a new one. */
  public void end() {
    change();
    if (id != null) {
      ended = id;
    }
    id = null;
    isRenewed = false;
    values.clear();
    set.clear();
    removed.clear();
  }

  /** Whether a handler has used it, so that the response may depend on it, or on its absence. */
  boolean isUsed() {
    return isUsed;
  }

  /** What the client has to be told. */
  sealed interface Notice {
    /** Nothing: it knows the id, or has no session. */
    record Nothing() implements Notice {}

    /** A new id. */
    record NewId(SessionId id) implements Notice {}

    /** That its session has ended. */
    record Ended() implements Notice {}
  }

  /** Stores all changes; there can be no others after this. */
  Notice save() {
    isOver = true;
    if (ended != null) {
      store.delete(ended);
    }
    SessionId stored = id;
    if (stored == null) {
      if (isLoaded && !values.isEmpty()) {
        return new Notice.NewId(created(values));
      }
      return ended == null ? new Notice.Nothing() : new Notice.Ended();
    }
    if (isRenewed) {
      return new Notice.NewId(renewed(stored));
    }
    storeChanges(stored);
    return new Notice.Nothing();
  }

  private SessionId created(Map<String, String> initial) {
    SessionId fresh = SessionId.random(random);
    store.create(fresh, initial);
    return fresh;
  }

  /**
   * The new values never have the old id. If the session has ended meanwhile, only what this
   * request has set is in the new one.
   */
  private SessionId renewed(SessionId old) {
    SessionId fresh = SessionId.random(random);
    boolean exists = store.rename(old, fresh, new SessionChanges(set, removed));
    return exists ? fresh : created(set);
  }

  private void storeChanges(SessionId target) {
    SessionChanges changes = new SessionChanges(set, removed);
    if (!changes.isEmpty()) {
      store.change(target, changes);
      set.clear();
      removed.clear();
    }
  }

  /** Neither its id nor its values: they may be secrets. */
  @Override
  public String toString() {
    return "session";
  }
}
