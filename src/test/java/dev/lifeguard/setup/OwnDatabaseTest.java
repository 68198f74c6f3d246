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

class OwnDatabaseTest {

    @Test
    void thisBuildHasOne() {
        assertThat(OwnDatabase.source()).isPresent();
    }

    @Test
    void withoutTheLibraryTheStartIsRefusedWithASentenceAndNothingIsMade() throws Exception {
        String url = System.clearProperty(Setting.DATABASE_URL.key());
        try (URLClassLoader shipped = withoutTheLibrary()) {
            Class<?> preparation = shipped.loadClass(Preparation.class.getName());

            assertThatThrownBy(() ->
                            preparation.getMethod("provide", boolean.class).invoke(null, false))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "DATABASE_URL is not set, and this build has no PostgreSQL of its own: it takes")
                    .hasNoCause();
        } finally {
            System.setProperty(Setting.DATABASE_URL.key(), url);
        }
        assertThat(Path.of("data")).doesNotExist();
    }

    /// The classes of a build of the profile "shipped".
    private static URLClassLoader withoutTheLibrary() {
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        URL[] places = Stream.of(given.split(File.pathSeparator))
                .filter(place -> !place.contains("zonky"))
                .map(place -> url(Path.of(place).toUri()))
                .toArray(URL[]::new);
        return new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(URI place) {
        try {
            return place.toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
