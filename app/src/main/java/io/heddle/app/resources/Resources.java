package io.heddle.app.resources;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a site uses while its configuration is in place. Some of it ends with the configuration,
 * such as a cache. The rest is handed over to the next configuration, such as a store to which
 * clients are just sending files. Only the thread that builds the site may use it.
 */
public final class Resources {
  private static final Logger LOG = System.getLogger(Resources.class.getName());

  private final Map<Key, Object> before;
  private final Map<Key, Object> shared = new HashMap<>();
  private final List<Closeable> own = new ArrayList<>();
  private final List<Runnable> beginnings = new ArrayList<>();

  /** What is shared by configurations. */
  private record Key(Class<?> type, Object name) {}

  /** Opens something. */
  @FunctionalInterface
  public interface Opening<T> {
    /** Opens it. */
    T open() throws IOException;
  }

  /** Resources of the first configuration. */
  public Resources() {
    this(Map.of());
  }

  private Resources(Map<Key, Object> before) {
    this.before = before;
  }

  /** Resources of the next configuration, which may take over what this one shares. */
  public Resources next() {
    return new Resources(Map.copyOf(shared));
  }

  /** Closes this when the configuration has been replaced. */
  public <T extends Closeable> T own(T resource) {
    own.add(resource);
    return resource;
  }

  /**
   * Something that configurations share: that of this configuration or the one before, or else a
   * new one. If it is {@link Closeable}, it is closed when a configuration does not use it any
   * more.
   *
   * @param name of this one among those of its type, with equals and hashCode
   */
  public <T> T shared(Class<T> type, Object name, Opening<T> opening) throws IOException {
    Key key = new Key(type, name);
    Object known = shared.getOrDefault(key, before.get(key));
    T used = known == null ? opening.open() : type.cast(known);
    shared.put(key, used);
    return used;
  }

  /** Does this when the configuration is put in place: until then, it may still be abandoned. */
  public void atBeginning(Runnable action) {
    beginnings.add(action);
  }

  /** The configuration is put in place. */
  public void begin() {
    beginnings.forEach(Runnable::run);
    beginnings.clear();
  }

  /**
   * Closes everything that other resources do not share: either they have taken the place of these,
   * or these will not be used after all.
   */
  public void closeExceptFor(Resources others) {
    own.forEach(Resources::close);
    own.clear();
    shared.forEach(
        (key, used) -> {
          if (!others.shared.containsKey(key) && used instanceof Closeable open) {
            close(open);
          }
        });
  }

  private static void close(Closeable resource) {
    try {
      resource.close();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "what a configuration used cannot be closed", e);
    }
  }
}
