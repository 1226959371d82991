package dev.nervure.runtime;

import static dev.nervure.runtime.RawFile.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@link SafetensorsReader#match}: which tensor belongs to which name. */
class MatchTest {
    private static final Map<String, int[]> MODEL = new LinkedHashMap<>();

    static {
        MODEL.put("a.weight", new int[] {2});
        MODEL.put("a.bias", new int[] {1});
    }

    private static SafetensorsReader file(String... names) {
        return typed("F32", names);
    }

    /** Of one value, those whose name ends with "weight" of two. */
    private static SafetensorsReader typed(String dtype, String... names) {
        int size = Dtype.valueOf(dtype).bytes();
        List<String> entries = new ArrayList<>();
        int end = 0;
        for (String name : names) {
            int begin = end;
            int values = name.endsWith("weight") ? 2 : 1;
            end += values * size;
            entries.add(tensor(name, dtype, "[" + values + "]", begin, end));
        }
        return SafetensorsReader.of(ByteBuffer.wrap(RawFile.bytes("{" + String.join(",", entries) + "}", end)));
    }

    @Test
    void exactly() {
        Load.Match match = file("a.bias", "a.weight").match(MODEL, Load.strict());
        assertThat(match.names().keySet()).containsExactly("a.bias", "a.weight"); // in the order of the data
        assertThat(match.missing()).isEmpty();
        assertThat(match.surplus()).isEmpty();
    }

    @Test
    void d6_strictIsTheWholeModelAndNothingElse() {
        assertWrong(file("a.weight", "a.bais"), Load.strict(), "\n  missing: a.bias [1]\n  surplus: a.bais");
    }

    @Test
    void d6_types() {
        for (String dtype : List.of("F16", "BF16", "F64")) {
            assertThat(typed(dtype, "a.bias", "a.weight")
                            .match(MODEL, Load.strict())
                            .names())
                    .hasSize(2);
        }
        assertWrong(
                typed("I8", "a.bias", "a.weight"),
                Load.partial(),
                "\n  wrong dtype: a.bias, expected F32, F16, BF16 or F64, found I8 without the F32 tensor a.bias_scale"
                        + "\n  wrong dtype: a.weight, expected F32, F16, BF16 or F64, found I8 without the F32 tensor"
                        + " a.weight_scale");
        assertWrong(
                typed("I16", "a.bias"),
                Load.partial(),
                "\n  wrong dtype: a.bias, expected F32, F16, BF16 or F64, found I16");
    }

    @Test
    void d6_partial() {
        Load.Match match = file("b", "a.weight", "c").match(MODEL, Load.partial());
        assertThat(match.names()).isEqualTo(Map.of("a.weight", "a.weight"));
        assertThat(match.missing()).containsExactly("a.bias");
        assertThat(match.surplus()).containsExactly("b", "c");
        assertWrong(file("b"), Load.partial(), "\n  no tensor has the name of a parameter");
    }

    @Test
    void d6_partialIsStrictAboutShapes() {
        SafetensorsReader file = SafetensorsReader.of(
                ByteBuffer.wrap(RawFile.bytes("{" + tensor("a.weight", "F32", "[1,2]", 0, 8) + "}", 8)));
        assertWrong(file, Load.partial(), "\n  wrong shape: a.weight, expected [2], found [1, 2]");
    }

    @Test
    void d6_prefixCutOff() {
        SafetensorsReader file = file("net.a.weight", "net.a.bias");
        assertThat(file.match(MODEL, Load.strict().withoutPrefix("net.")).names())
                .isEqualTo(Map.of("a.weight", "net.a.weight", "a.bias", "net.a.bias"));
        assertWrong(
                file,
                Load.strict(),
                "\n  missing: a.weight [2]\n  missing: a.bias [1]\n  surplus: net.a.weight\n  surplus: net.a.bias"
                        + "\nIn the file the names begin with 'net.': load it with"
                        + " Load.strict().withoutPrefix(\"net.\")");
    }

    @Test
    void d6_prefixAmongOthers() {
        SafetensorsReader file = file("head", "net.a.weight", "net.a.bias");
        assertThatThrownBy(() -> file.match(MODEL, Load.partial()))
                .hasMessageEndingWith("load it with Load.partial().withoutPrefix(\"net.\")");
        assertThat(file.match(MODEL, Load.partial().withoutPrefix("net.")).surplus())
                .containsExactly("head");
    }

    @Test
    void d6_prefixOfTheModel() {
        SafetensorsReader file = file("weight", "bias");
        assertThatThrownBy(() -> file.match(MODEL, Load.strict()))
                .hasMessageEndingWith("\nIn the model the names begin with 'a.': load the file with"
                        + " Load.strict().renamed(name -> \"a.\" + name)");
        assertThat(file.match(MODEL, Load.strict().renamed(name -> "a." + name)).names())
                .hasSize(2);
    }

    @Test
    void d6_renamed() {
        SafetensorsReader file = file("dense/kernel_weight", "dense/b");
        Load load = Load.strict()
                .renamed(name -> name.replace("dense/", "a."))
                .renamed(name -> name.replace("kernel_", ""))
                .renamed(name -> name.equals("a.b") ? "a.bias" : name);
        assertThat(file.match(MODEL, load).names())
                .isEqualTo(Map.of("a.weight", "dense/kernel_weight", "a.bias", "dense/b"));
    }

    @Test
    void d6_twoTensorsForOneName() {
        assertThatThrownBy(() -> file("x", "y").match(MODEL, Load.partial().renamed(name -> "a.bias")))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageEndingWith("'x' and 'y' both get the name 'a.bias'");
        assertThatThrownBy(() -> file("x").match(MODEL, Load.partial().renamed(name -> null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("no name instead of 'x'");
    }

    @Test
    void d2_longListsAreCut() {
        String[] names = new String[500];
        for (int i = 0; i < names.length; i++) {
            names[i] = "n".repeat(1000) + i;
        }
        assertThatThrownBy(() -> file(names).match(MODEL, Load.strict()))
                .hasMessageContaining("\n  … and 482 more")
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(3000));
    }

    @Test
    void countsOfBatchesAreNeverSurplus() {
        assertThat(file("a.weight", "a.bias", "n.num_batches_tracked")
                        .match(MODEL, Load.strict())
                        .surplus())
                .isEmpty();
    }

    private static void assertWrong(SafetensorsReader file, Load load, String problems) {
        assertThatThrownBy(() -> file.match(MODEL, load))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageEndingWith(": does not fit the model, whose weights stay as they are:" + problems);
    }
}
