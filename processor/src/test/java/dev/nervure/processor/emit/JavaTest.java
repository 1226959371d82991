package dev.nervure.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.MethodSpec;
import org.junit.jupiter.api.Test;

/** Where lines of generated code break. */
class JavaTest {
    private static final String LONG = "aVeryLongNameOfAnArrayThatFillsALine";

    private static String method(String format, Object... args) {
        return MethodSpec.methodBuilder("m")
                .addStatement(Java.statement(format, args))
                .build()
                .toString();
    }

    @Test
    void betweenArguments() {
        assertThat(method("call($L, $L, $L)", LONG, LONG, LONG))
                .contains("call(" + LONG + ", " + LONG + ",\n      " + LONG + ");");
    }

    @Test
    void beforeOperatorsButNotWithinAnIndex() {
        assertThat(method("$L[$L] = $L[$L] - b", LONG, "10 * s + i", LONG, "10 * s + i"))
                .contains(LONG + "[10 * s + i] = " + LONG + "[10 * s + i]\n      - b;");
        assertThat(method("y = $L", LONG + "[i + 1] + " + LONG + "[i + 2] + " + LONG + "[i + 3]"))
                .contains("[i + 2]\n      + " + LONG + "[i + 3];");
    }

    @Test
    void notWithinInnerParentheses() {
        assertThat(method("y = f($L, g($L * (1f - $L)))", LONG, LONG, LONG))
                .contains("y = f(" + LONG + ",\n      g(" + LONG + " * (1f - " + LONG + ")));");
    }

    @Test
    void dollarsOfNamesStay() {
        assertThat(method("$L[0] = 1f", "a$b")).contains("a$b[0] = 1f;");
    }

    @Test
    void argumentsMayBeNumbered() {
        assertThat(method("$1L[$2L] = $1L[$2L] + 1f", "a", "i")).contains("a[i] = a[i] + 1f;");
    }
}
