import org.jspecify.annotations.NullMarked;

/** The server program: command line, routes, logs and metrics; and the study of its engines. */
@NullMarked
@SuppressWarnings("requires-automatic") // some libraries are automatic modules
module io.heddle.app {
  requires HdrHistogram;
  requires bcrypt;
  requires com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.csv;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires com.github.benmanes.caffeine;
  requires com.google.gson; // for Jedis, which does not say so itself
  requires com.samskivert.jmustache;
  requires info.picocli;
  requires io.heddle.engines;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires static transitive org.jspecify;
  requires java.logging;
  requires java.management;
  requires jdk.jfr;
  requires jdk.management;
  requires jdk.unsupported;
  requires me.tongfei.progressbar;
  requires micrometer.core;
  requires micrometer.registry.prometheus;
  requires org.apache.commons.fileupload2.core;
  requires org.apache.commons.io;
  requires org.apache.commons.pool2;
  requires org.json; // for Jedis
  requires org.slf4j; // for Jedis
  requires re2j;
  requires redis.clients.jedis;
  requires typesafe.config;

  uses io.heddle.routing.SiteProvider;

  opens io.heddle.app.cli to
      info.picocli;
  opens io.heddle.app.client to
      info.picocli;
  opens io.heddle.app.study.cli to
      info.picocli;
  opens io.heddle.app.values to
      info.picocli;
  opens io.heddle.app.study.data to
      com.fasterxml.jackson.databind;
  opens io.heddle.app.study.report to
      com.fasterxml.jackson.databind,
      com.samskivert.jmustache;
  opens io.heddle.app.study.run to
      com.fasterxml.jackson.databind;
  opens io.heddle.app.tls to
      info.picocli;
}
