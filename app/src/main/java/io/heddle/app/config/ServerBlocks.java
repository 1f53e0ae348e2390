package io.heddle.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The blocks of all virtual servers. Their addresses are compared once the options are known,
 * because a server that names none listens at the address of the options.
 */
final class ServerBlocks {
  private record Entry(ServerConfig server, Block block) {}

  private final Mistakes mistakes;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * No blocks yet.
   *
   * @param mistakes of the whole file
   */
  ServerBlocks(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** Adds a block that has been read. One whose addresses are wrong has enough mistakes. */
  void add(ServerConfig server, Block block) {
    if (!block.isWrong(ServerReader.LISTEN)) {
      entries.add(new Entry(server, block));
    }
  }

  /**
   * All mistakes of the file, with those of servers that share an address.
   *
   * @param standard where a server listens that names no address; empty if that is unknown
   */
  List<Mistake> mistakes(Optional<ListenAddress> standard) {
    SharedAddresses addresses = new SharedAddresses(standard);
    entries.forEach(entry -> addresses.add(entry.server, entry.block));
    return mistakes.all();
  }
}
