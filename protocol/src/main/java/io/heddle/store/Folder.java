package io.heddle.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open folder. Everything in it is reached relative to the open folder itself, one name at a
 * time and without following symbolic links (openat). So a folder that is replaced by a link
 * meanwhile cannot lead a request elsewhere. Thread-safe.
 */
public final class Folder implements Closeable {
  private static final Path ITSELF = Path.of(".");

  /**
   * What the JDK adds to the kernel's reason when that is ELOOP. Unlike the reason, it is always
   * English.
   */
  private static final String LINK_REFUSED = "NOFOLLOW_LINKS specified";

  private static final String LINK_LOOPS = "unable to access attributes of symbolic link";

  static {
    TooManyOpenFilesException.load();
  }

  private final SecureDirectoryStream<Path> stream;

  private Folder(SecureDirectoryStream<Path> stream) {
    this.stream = stream;
  }

  /**
   * Opens a folder.
   *
   * @param path its real path, which is trusted
   */
  @SuppressWarnings("StreamResourceLeak") // closed with the folder
  public static Folder open(Path path) throws IOException {
    try {
      return new Folder(secure(Files.newDirectoryStream(path), path));
    } catch (IOException e) {
      throw TooManyOpenFilesException.or(e);
    }
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream, Path path)
      throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new FileSystemException(
        path.toString(), null, "the file system cannot open files relative to a folder");
  }

  /**
   * Opens a folder in this one.
   *
   * @throws NotDirectoryException when it is something else, such as a link
   * @throws NoSuchFileException when nothing is there
   * @throws FileSystemLoopException when a link has just replaced it
   * @throws TooManyOpenFilesException when there is no descriptor for it
   */
  public Folder enter(String name) throws IOException {
    return enter(Path.of(name));
  }

  /** Opens a folder in this one, by its name on the disk. */
  Folder enter(Path name) throws IOException {
    BasicFileAttributes facts = facts(name);
    if (facts == null) {
      throw new NoSuchFileException(name.toString());
    }
    if (!facts.isDirectory()) {
      throw new NotDirectoryException(name.toString());
    }
    try {
      return new Folder(secure(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), name));
    } catch (IOException e) {
      throw classified(e, name);
    }
  }

  /** The failure of an open; as another one if a link is the reason, or a lack of descriptors. */
  private IOException classified(IOException failure, Path name) throws IOException {
    return isLink(failure) || isLink(name)
        ? new FileSystemLoopException(name.toString())
        : TooManyOpenFilesException.or(failure);
  }

  /** Whether the kernel refused to follow a link, which may be gone by now. */
  private static boolean isLink(IOException failure) {
    String reason =
        String.valueOf(
            failure instanceof FileSystemException e ? e.getReason() : failure.getMessage());
    return reason.contains(LINK_REFUSED) || reason.contains(LINK_LOOPS);
  }

  private boolean isLink(Path name) throws IOException {
    BasicFileAttributes facts = facts(name);
    return facts != null && facts.isSymbolicLink();
  }

  /** What is at this name, which may be a link; null if nothing is. */
  public @Nullable BasicFileAttributes facts(String name) throws IOException {
    return facts(Path.of(name));
  }

  /** What is at this name on the disk, which may be a link; null if nothing is. */
  @Nullable BasicFileAttributes facts(Path name) throws IOException {
    try {
      return stream
          .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Whether a folder is at this name, and not a link to one. */
  boolean hasFolder(String name) throws IOException {
    BasicFileAttributes facts = facts(name);
    return facts != null && facts.isDirectory();
  }

  /**
   * Opens a file in this folder.
   *
   * @throws FileSystemLoopException when it is a link
   * @throws TooManyOpenFilesException when there is no descriptor for it
   */
  public FileChannel file(String name, OpenOption... options) throws IOException {
    Path path = Path.of(name);
    try {
      return channel(path, options);
    } catch (IOException e) {
      throw classified(e, path);
    }
  }

  private FileChannel channel(Path path, OpenOption... options) throws IOException {
    Set<OpenOption> all = new HashSet<>(List.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    SeekableByteChannel channel = stream.newByteChannel(path, all);
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new FileSystemException(path.toString(), null, "not a file of the standard file system");
  }

  /** Sets the time of change (mtime) of a file. */
  void setModified(String name, FileTime time) throws IOException {
    stream
        .getFileAttributeView(
            Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(time, null, null);
  }

  /** Gives a file or folder another name, here or elsewhere; it replaces a file of that name. */
  void move(String name, Folder to, String newName) throws IOException {
    stream.move(Path.of(name), to.stream, Path.of(newName));
  }

  void delete(String name) throws IOException {
    stream.deleteFile(Path.of(name));
  }

  void deleteFolder(String name) throws IOException {
    stream.deleteDirectory(Path.of(name));
  }

  /** Receives names. */
  @FunctionalInterface
  public interface Names {
    void next(String name) throws IOException;
  }

  /**
   * Reads the names of everything in it, in no particular order. They are not collected, so any
   * number of them takes the same memory. Names that are added or removed meanwhile may be missed.
   */
  public void forEach(Names names) throws IOException {
    forEachPath(name -> names.next(name.toString()));
  }

  /** Receives names as they are on the disk. */
  @FunctionalInterface
  private interface Paths {
    void next(Path name) throws IOException;
  }

  private void forEachPath(Paths paths) throws IOException {
    try (DirectoryStream<Path> entries =
        stream.newDirectoryStream(ITSELF, LinkOption.NOFOLLOW_LINKS)) {
      for (Path entry : entries) {
        paths.next(Objects.requireNonNull(entry.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /**
   * The names of everything in it, as they are now on the disk. One that is not text in the
   * encoding of this process leads to what has it only as a path, and not as a string.
   */
  List<Path> names() throws IOException {
    List<Path> names = new ArrayList<>();
    forEachPath(names::add);
    return names;
  }

  /** Waits until the names in it are on the disk (fsync). */
  void force() throws IOException {
    try (FileChannel itself = channel(ITSELF, StandardOpenOption.READ)) {
      itself.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
