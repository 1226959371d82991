package dev.nervure.processor.small;

import dev.nervure.processor.Compiled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Generated sources that have passed their check. Mutation testing runs the same tests thousands of times, and most
 * mutants change the sources of few networks: the same code need not be compiled and run again, whatever its comments say.
 * It is kept in the file
 * that the property {@code nervure.verified} names.
 */
final class Verified {
    private static final String FILE = System.getProperty("nervure.verified", "");

    /** Whether there is such a file. */
    static final boolean IN_USE = !FILE.isEmpty();

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Set<String> DIGESTS = read();

    private Verified() {}

    /** Checks a network, unless the same code has passed. */
    static void check(Small network) {
        Map<String, String> sources = network.sources();
        String digest = digest(network.name(), network.n(), sources);
        if (!DIGESTS.contains(digest)) {
            network.check(Compiled.of(sources));
            DIGESTS.add(digest);
            try {
                Files.writeString(Path.of(FILE), digest + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Set<String> read() {
        try {
            return !IN_USE || !Files.exists(Path.of(FILE))
                    ? new HashSet<>()
                    : new HashSet<>(Files.readAllLines(Path.of(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String network, int n, Map<String, String> sources) {
        try {
            String code = COMMENT.matcher(String.join("\n", sources.values())).replaceAll("");
            String all = network + "\n" + n + "\n" + code;
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
