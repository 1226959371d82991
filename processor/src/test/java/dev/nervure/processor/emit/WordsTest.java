package dev.nervure.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.CodeBlock;
import org.junit.jupiter.api.Test;

/** What a method mentions decides about its parameters, so that comments and texts must not count. */
class WordsTest {
    private static Words of(String statements) {
        return Words.of(CodeBlock.of("$L", statements));
    }

    @Test
    void comments() {
        assertThat(of("// w + b of n\nx[i] = a.y;\n").all()).containsExactlyInAnyOrder("x", "i", "a", "y");
        assertThat(of("x = 1 / 2; // w").all()).containsExactly("x");
    }

    @Test
    void texts() {
        assertThat(of("fill(\"w \\\" g\", \"n\", a);").all()).containsExactlyInAnyOrder("fill", "a");
    }

    @Test
    void numbers() {
        assertThat(of("x = 2f * 0x1fL + 1e-5f;").all()).containsExactly("x");
    }

    /** Names of sizes are no longer than the numbers that they become. */
    @Test
    void lengths() {
        assertThat(of("x[HIDDEN_UNITS * r]").length())
                .isEqualTo(of("x[640 * r]").length());
        assertThat(of("x[T * r]").length()).isEqualTo("x[T * r]".length());
        assertThat(of("hidden[r]").length()).isEqualTo("hidden[r]".length());
    }
}
