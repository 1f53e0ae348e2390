package io.heddle.proxy;

import io.heddle.http.HttpException;
import io.heddle.http.Status;

/** Why a client gets no answer of another server. */
enum Failure {
  /** Each server has as many requests as it may have. */
  BUSY,
  /** No connection can be opened here. */
  NO_SOCKET,
  UNREACHABLE,
  MALFORMED,
  LATE,
  /** The client has most likely left, and its answer did not come soon. */
  LEFT;

  /** What the client is told. */
  HttpException exception() {
    return switch (this) {
      case BUSY ->
          new HttpException(Status.SERVICE_UNAVAILABLE, "the servers behind this one are busy");
      case NO_SOCKET ->
          new HttpException(Status.SERVICE_UNAVAILABLE, "this server can open no connection");
      case UNREACHABLE ->
          new HttpException(Status.BAD_GATEWAY, "the server behind this one gives no answer");
      case MALFORMED ->
          new HttpException(Status.BAD_GATEWAY, "the server behind this one breaks HTTP");
      case LATE ->
          new HttpException(Status.GATEWAY_TIMEOUT, "the server behind this one takes too long");
      case LEFT ->
          new HttpException(
              Status.REQUEST_TIMEOUT, "the client ended its input while its request was waiting");
    };
  }
}
