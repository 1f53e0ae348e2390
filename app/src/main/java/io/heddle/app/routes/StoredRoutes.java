package io.heddle.app.routes;

import io.heddle.app.resources.Resources;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.routing.Router;
import io.heddle.store.FileStore;
import io.heddle.store.StoreLimits;
import io.heddle.store.StoredFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stores of the only site: the files of {@code /files/}, and those of the form {@code
 * /uploads}.
 *
 * @param files how the files of {@code /files/} are read
 * @param uploads the folder for the files of forms
 * @param limits of each folder
 * @param isSynced whether a file is on the disk before the client is told so
 * @param maxRequestBytes of content in a request that stores something
 */
public record StoredRoutes(
    Optional<StaticFilesConfig> files,
    Optional<Path> uploads,
    StoreLimits limits,
    boolean isSynced,
    long maxRequestBytes) {
  private static final String PREFIX = "/files";
  private static final String FORM = "/uploads";

  void addTo(Router.Builder builder, InstantSource clock, Resources resources) throws IOException {
    StoreRoutes routes = new StoreRoutes(builder, maxRequestBytes);
    FileStore.Listener listener = _ -> {};
    Optional<FileStore> store = Optional.empty();
    if (files.isPresent()) {
      StaticFilesConfig config = files.get().withPrefix(PREFIX).withFields(HarmlessFiles::fields);
      resources.own(config.cache());
      StaticFiles reading = new StaticFiles(config, clock);
      listener = reading::expire;
      store = Optional.of(store(files.get().directory(), listener, resources));
      routes.addFiles(PREFIX, new StoredFiles(store.get(), reading, clock));
    }
    if (uploads.isPresent()) {
      boolean isShared = files.isPresent() && isSame(files.get().directory(), uploads.get());
      routes.addUploads(FORM, isShared ? store.get() : store(uploads.get(), listener, resources));
    }
  }

  /** The site, whose files clients may have stored. */
  StaticFilesConfig guarded(StaticFilesConfig site) throws IOException {
    return harmless().guarded(site);
  }

  /** Refuses a site with scripts that clients may store. */
  void requireApart(StaticFilesConfig scripts) throws IOException {
    harmless().requireApart(scripts);
  }

  private HarmlessFiles harmless() throws IOException {
    return new HarmlessFiles(
        Stream.concat(files.stream().map(StaticFilesConfig::directory), uploads.stream()).toList());
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.isSameFile(one, other);
  }

  /**
   * The store of a folder. Configurations share it, since clients may be sending files to it. To
   * open another one would delete what they have sent so far.
   */
  private FileStore store(Path folder, FileStore.Listener listener, Resources resources)
      throws IOException {
    FileStore store =
        resources.shared(
            FileStore.class,
            folder.toRealPath(),
            () -> FileStore.open(folder, limits, isSynced, listener));
    resources.atBeginning(() -> store.use(limits, isSynced, listener));
    return store;
  }
}
