package dev.nervure.examples.benchmarks.run;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A JDK to measure on.
 *
 * @param home its folder
 * @param version such as {@code 25.0.3}
 */
public record Jdk(Path home, String version) {
    /** Reads the version from the file that every JDK has. */
    public static Jdk of(Path home) {
        Path release = home.resolve("release");
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(home + " is no JDK: it has no readable file 'release'", e);
        }
        return new Jdk(home, properties.getProperty("JAVA_VERSION").replace("\"", ""));
    }

    /** The JDK that runs this program. */
    public static Jdk running() {
        return of(Path.of(System.getProperty("java.home")));
    }

    /** Its feature release, such as 25. */
    public int feature() {
        return Runtime.Version.parse(version).feature();
    }

    String java() {
        return home.resolve("bin").resolve("java").toString();
    }
}
