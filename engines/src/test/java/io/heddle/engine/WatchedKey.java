package io.heddle.engine;

import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A private key that remembers the names of the threads that have signed with it. */
final class WatchedKey implements ECPrivateKey {
  private static final long serialVersionUID = 1;

  private final ECPrivateKey key;
  private final transient List<String> threads = new CopyOnWriteArrayList<>();

  WatchedKey(Identity identity) {
    key = (ECPrivateKey) identity.keys().getPrivate();
  }

  List<String> threads() {
    return threads;
  }

  @Override
  public BigInteger getS() {
    threads.add(Thread.currentThread().getName());
    return key.getS();
  }

  @Override
  public ECParameterSpec getParams() {
    return key.getParams();
  }

  @Override
  public String getAlgorithm() {
    return key.getAlgorithm();
  }

  @Override
  public String getFormat() {
    return key.getFormat();
  }

  @Override
  public byte[] getEncoded() {
    return key.getEncoded();
  }
}
