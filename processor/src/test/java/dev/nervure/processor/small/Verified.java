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
 * Generated sources that have passed their check, by their digest, in the file that the property {@code nervure.verified}
 * names. Mutation testing runs the same tests thousands of times, and most mutants change the sources of few networks: the
 * same code need not be compiled and run again, whatever its comments say. A mutant that changes the sources of many, and
 * of none to the worse, would cost minutes: after some networks it counts as not found.
 */
final class Verified {
    private static final String FILE = System.getProperty("nervure.verified", "");

    /** Whether there is such a file. */
    static final boolean IN_USE = !FILE.isEmpty();

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Set<String> DIGESTS = read();

    /** So many networks with other sources are checked for one mutant. */
    private static final int MOST = Integer.getInteger("nervure.verified.most", Integer.MAX_VALUE);

    private static final Set<Small> SEEN =
            new HashSet<>(); // since a network came again, which tells of the next mutant
    private static int checked;

    private Verified() {}

    /** Checks a network, unless the same code has passed. */
    static void check(Small network) {
        if (!SEEN.add(network)) {
            SEEN.clear();
            SEEN.add(network);
            checked = 0;
        }
        Map<String, String> sources = network.sources();
        String digest = digest(network.name(), network.n(), sources);
        if (!DIGESTS.contains(digest) && checked++ < MOST) {
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
