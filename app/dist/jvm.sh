# shellcheck shell=sh
# The options of the server's JVM: what bin/app and the heddle of a distribution share.

# A JVM with a full heap exits instead of going on without the threads that failed. Compact headers of
# objects save an eighth of an idle connection's memory. JAVA_OPTS comes later, so -XX:-... switches
# either off.
# shellcheck disable=SC2034 # used by the scripts that read this file
jvm_options="-XX:+ExitOnOutOfMemoryError -XX:+UseCompactObjectHeaders"

# A cache can only be used with the headers of objects with which it was made. It stores no method
# profiles: they would influence the compiler, and so change what benchmarks measure, and do not save
# CPU time.
# shellcheck disable=SC2034
training_options="-XX:+UseCompactObjectHeaders -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining"

# The JVM logs why it ignores a cache; users do not need that.
# shellcheck disable=SC2034
silent_cache="-Xlog:aot*=off"

# Whether any option in JAVA_OPTS or in Java's own variables excludes the AOT cache. Some make the JVM
# fail if it is given one; with the others it cannot use the cache and would not use the JDK's own
# either. All other conflicts are found by the JVM, which then ignores the cache.
excludes_cache() {
  case " ${JAVA_OPTS:-} ${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-} ${_JAVA_OPTIONS:-}" in
    *-XX:*AOT* | *-Xshare* | *-XX:*Shared* | *-XX:ArchiveClassesAtExit* | *-XX:DumpLoadedClassList* | \
      *-XX:Flags* | *-XX:VMOptionsFile* | *[[:space:]\'\"]@* | \
      *-XX:+UseZGC* | *-XX:-UseCompressed* | *-XX:-UseCompactObjectHeaders* | \
      *jdwp* | *-XX:StartFlightRecording* | *--add-* | *--enable-native-access* | *--patch-module* | \
      *--limit-modules* | *--upgrade-module-path* | *-Xbootclasspath*) return 0 ;;
  esac
  return 1
}

# Whether there is any word in JAVA_OPTS.
has_java_opts() {
  case ${JAVA_OPTS:-} in
    *[![:space:]]*) return 0 ;;
  esac
  return 1
}

# Prints the words of JAVA_OPTS, one per line; fails, with a message, if a quote is unmatched. xargs splits
# words like a shell, but neither executes nor expands anything. Without quotes, no other program is needed.
java_opts() {
  case $JAVA_OPTS in
    *[\'\"\\]*)
      for program in xargs tr; do
        command -v "$program" >/dev/null ||
          fail "JAVA_OPTS has quotes or backslashes, but there is no $program to read them: install it, or write JAVA_OPTS without them"
      done
      printf '%s' "$JAVA_OPTS" | tr '\n' ' ' | xargs printf '%s\n' 2>/dev/null ||
        fail "JAVA_OPTS has an unmatched quote: $JAVA_OPTS"
      ;;
    *)
      set -f
      for option in $JAVA_OPTS; do
        printf '%s\n' "$option"
      done
      ;;
  esac
}

# The JDK knows a full disk only by the C library's message, so keep that English. The encoding stays.
keep_messages_english() {
  if [ -n "${LC_ALL:-}" ]; then
    export LC_CTYPE="$LC_ALL"
    unset LC_ALL
  fi
  export LC_MESSAGES=C
}
