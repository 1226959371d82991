package dev.nervure.processor.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same declaration gives the same bytes and the same first weights. */
class RepeatableTest {
    private static final Map<String, String> DECLARATIONS = new LinkedHashMap<>();

    static {
        DECLARATIONS.put("snapshot.Xor", Declarations.XOR);
        DECLARATIONS.put("snapshot.Digits", Declarations.DIGITS);
        DECLARATIONS.put("snapshot.Gated", Declarations.GATED);
    }

    @Test
    void twice() {
        assertThat(sources(DECLARATIONS)).isEqualTo(sources(DECLARATIONS)).hasSize(20);
    }

    @Test
    void inAnotherOrderOfFiles() {
        List<String> names = new ArrayList<>(DECLARATIONS.keySet());
        Collections.reverse(names);
        Map<String, String> reversed = new LinkedHashMap<>();
        names.forEach(name -> reversed.put(name, DECLARATIONS.get(name)));
        assertThat(sources(reversed)).isEqualTo(sources(DECLARATIONS));
    }

    @Test
    void inAnotherOrderOfMethods() {
        List<String> lines = new ArrayList<>(Declarations.GATED.lines().toList());
        int first = lines.indexOf(lines.stream()
                .filter(line -> line.contains("wide("))
                .findFirst()
                .orElseThrow());
        Collections.reverse(lines.subList(first, lines.size() - 1)); // all but the inputs
        String other = String.join("\n", lines);
        assertThat(other).isNotEqualTo(Declarations.GATED);
        assertThat(sources(Map.of("snapshot.Gated", other)))
                .isEqualTo(sources(Map.of("snapshot.Gated", Declarations.GATED)));
    }

    /** The figures stand in the file, so that every JDK must compute the same bits. */
    @Test
    void firstWeights() {
        StringBuilder text = new StringBuilder();
        DECLARATIONS.forEach((name, declaration) -> {
            for (Parameter parameter :
                    Compiled.declaration(name, declaration).model(42).weights()) {
                float[] values = parameter.values();
                text.append(name).append(' ').append(parameter).append(' ').append(Arrays.hashCode(values));
                for (int i = 0; i < Math.min(3, values.length); i++) {
                    text.append(' ').append(Float.toHexString(values[i]));
                }
                text.append('\n');
            }
        });
        Snapshot.check("first-weights.txt", text.toString());
    }

    private static Map<String, String> sources(Map<String, String> declarations) {
        return Compiled.declaration(declarations.keySet().iterator().next(), declarations)
                .sources();
    }
}
