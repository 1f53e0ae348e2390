package io.heddle.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A test that runs the program on every engine; its parameter is the {@link Variant}. EPOLL_POOL is
 * left out, since the kind of workers makes no difference to these tests.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@EnumSource(value = Variant.class, mode = EnumSource.Mode.EXCLUDE, names = "EPOLL_POOL")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@interface EachEngine {}
