package dev.nervure.processor.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.processor.graph.Program;
import dev.nervure.processor.small.SmallNetworksTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is computed, in which order and in which memory, for small networks, without Java of it. Results that are right tell
 * nothing of a step too many or of an array that nobody needed.
 */
class PlansTest {
    private static final String FILE = "plans.txt";
    private static final Map<String, Supplier<Program>> NETWORKS = SmallNetworksTest.planned();
    private static final Map<String, String> KEPT = kept();

    static Stream<Arguments> networks() {
        return NETWORKS.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void areAsTheyWere(String name, Supplier<Program> program) {
        assertThat(PlanText.of(program.get())).isEqualTo(KEPT.get(name));
    }

    @Test
    void noneIsMissing() {
        assertThat(NETWORKS.keySet()).containsExactlyElementsOf(KEPT.keySet());
    }

    /** The plans as the file has them, by the name of the network. */
    private static Map<String, String> kept() {
        try {
            if (Snapshot.UPDATE) {
                Files.writeString(
                        Snapshot.path(FILE),
                        NETWORKS.entrySet().stream()
                                .map(entry -> "# " + entry.getKey() + "\n"
                                        + PlanText.of(entry.getValue().get()))
                                .collect(Collectors.joining("\n")));
            }
            Map<String, String> kept = new LinkedHashMap<>();
            for (String part :
                    Files.readString(Snapshot.path(FILE)).substring(2).split("\n\n# ")) {
                int line = part.indexOf('\n');
                kept.put(part.substring(0, line), part.substring(line + 1).stripTrailing() + "\n");
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
