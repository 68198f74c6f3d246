package dev.lifeguard.run;

import dev.lifeguard.nativeimage.Reached;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What libraries reach on a JVM and a binary does without, each with the reason.
enum NotNeeded {
    CONVERTERS(
            "type .* by io.quarkus.runtime.configuration.AbstractConfigBuilder",
            "called with constants by generated code, and short: it is inlined, so the builder computes it"),
    SETTINGS(
            "resource application.properties .* by io.smallrye.common.classloader.ClassPathUtils",
            "the build has put its content into generated code"),
    TRANSACTIONS(
            ".* by com.arjuna.common..*",
            "settings of a transaction manager that nothing here uses; the framework sets what it needs"),
    LOGS_OF_FLYWAY(
            ".* org.slf4j..* by org.flywaydb.core.internal.util.ClassUtils|.*Slf4jLogCreator .*",
            "Flyway looks for a way to log, and takes java.util.logging where there is no SLF4J"),
    PLUGINS_OF_FLYWAY(
            "all org.flywaydb.core.extensibility.Plugin methods, by com.fasterxml.jackson.*",
            "an interface, whose methods the registered classes have too"),
    HANDLERS(
            "member .*ChannelHandlerContext.* by io.netty.channel.ChannelHandlerMask.*",
            "looks whether a handler wants to be skipped; one that is not found is called"),
    COUNTERS(
            "field io.netty.util.AbstractReferenceCounted refCnt, by io.netty.util.internal.ReferenceCountUpdater",
            "where the field is not found, an updater counts"),
    FOLDERS(
            "resource META-INF .* by io.vertx.core.file.impl.FileResolverImpl",
            "a folder above the page, looked at to see whether it is one");

    private final Pattern pattern;
    private final String reason;

    NotNeeded(String pattern, String reason) {
        this.pattern = Pattern.compile(pattern);
        this.reason = reason;
    }

    /// What is left of a list.
    ///
    /// @throws AssertionError if there is none of something here: then it has no place here any more
    static List<Reached> without(List<Reached> all) {
        List<Reached> left = new ArrayList<>(all);
        for (NotNeeded it : values()) {
            if (!left.removeIf(reached -> it.pattern.matcher(reached.toString()).matches())) {
                throw new AssertionError("nothing matches %s any more (%s)".formatted(it, it.reason));
            }
        }
        return left;
    }
}
