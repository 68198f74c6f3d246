package dev.lifeguard.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundledDatabaseTest {

    @Test
    void thisBuildContainsTheEmbeddedDatabase() {
        assertThat(BundledDatabase.source()).isPresent();
    }

    @Test
    void withoutTheLibraryTheStartIsRefusedAndNothingIsCreated() throws Exception {
        String url = System.clearProperty(Setting.DATABASE_URL.key());
        try (URLClassLoader shipped = withoutTheLibrary()) {
            Class<?> preparation = shipped.loadClass(Preparation.class.getName());

            assertThatThrownBy(() ->
                            preparation.getMethod("provide", boolean.class).invoke(null, false))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "DATABASE_URL is not set, and this build has no embedded PostgreSQL: it takes")
                    .hasNoCause();
        } finally {
            System.setProperty(Setting.DATABASE_URL.key(), url);
        }
        assertThat(Path.of("data")).doesNotExist();
    }

    /// A class path without the library, as in a build with the profile "shipped".
    private static URLClassLoader withoutTheLibrary() {
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        URL[] entries = Stream.of(given.split(File.pathSeparator))
                .filter(entry -> !entry.contains("zonky"))
                .map(entry -> url(Path.of(entry).toUri()))
                .toArray(URL[]::new);
        return new URLClassLoader(entries, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
