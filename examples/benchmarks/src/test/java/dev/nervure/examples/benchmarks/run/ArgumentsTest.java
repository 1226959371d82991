package dev.nervure.examples.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void withoutArgumentsEverythingIsMeasuredOnTheRunningJdk() {
        Arguments arguments = Arguments.of();
        assertThat(arguments.length()).isEqualTo(Length.FULL);
        assertThat(arguments.jdks()).containsExactly(Jdk.running());
        assertThat(arguments.output()).isEqualTo(Path.of("docs"));
        assertThat(Comparison.all()).allMatch(comparison -> arguments.asks(comparison.row()));
    }

    @Test
    void rowsAreChosenByAPart() {
        Arguments arguments = Arguments.of("--short", "--rows", "one/mlp|start/", "--output", "there");
        assertThat(arguments.length()).isEqualTo(Length.SHORT);
        assertThat(arguments.output()).isEqualTo(Path.of("there"));
        assertThat(Comparison.all())
                .filteredOn(comparison -> arguments.asks(comparison.row()))
                .extracting(Comparison::row)
                .containsExactly("one/mlp");
    }

    @Test
    void anUnknownArgumentIsNamed() {
        assertThatThrownBy(() -> Arguments.of("--fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown argument --fast\n\n" + Arguments.USAGE);
    }

    @Test
    void aMissingValueIsNamed() {
        assertThatThrownBy(() -> Arguments.of("--rows"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--rows needs a value\n\n" + Arguments.USAGE);
    }

    @Test
    void aFolderWithoutAJdkIsNamed() {
        assertThatThrownBy(() -> Arguments.of("--jdk", "nowhere"))
                .hasMessage("nowhere is no JDK: it has no readable file 'release'");
    }
}
