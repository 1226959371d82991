package dev.nervure.processor.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of generated code, from those of a network. */
class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "encoder.layers.0.self_attn.in_proj_weight, encoderLayers0SelfAttnInProjWeight",
        "1.0.weight, _1_0Weight",
        "a1.2, a1_2",
        "a1.b, a1B",
        "a12, a12",
        "_a, a",
        "a, a"
    })
    void pathsBecomeIdentifiers(String path, String name) {
        assertThat(Identifiers.camelCase(path)).isEqualTo(name);
    }

    @Test
    void aParameterMakesWayForItsReader() {
        assertThat(Identifiers.parameter("table", "table")).isEqualTo("tableValues");
        assertThat(Identifiers.parameter("table", "x")).isEqualTo("table");
        assertThat(Identifiers.lengths("time")).isEqualTo("lengthsOfTime");
    }

    @Test
    void noNameIsGivenTwiceOrIsAWordOfJava() {
        NameScope scope = new NameScope(List.of("x"));
        assertThat(scope.free("y")).isEqualTo("y");
        assertThat(scope.add("y")).isEqualTo("y");
        assertThat(scope.add("y")).isEqualTo("y_");
        assertThat(scope.add("y")).isEqualTo("y__");
        assertThat(scope.add("x")).isEqualTo("x_");
        assertThat(scope.add("int")).isEqualTo("int_");
        assertThat(NameScope.small("Hidden")).isEqualTo("hidden");
        assertThat(NameScope.small("X")).as("a letter alone").isEqualTo("X");
    }
}
