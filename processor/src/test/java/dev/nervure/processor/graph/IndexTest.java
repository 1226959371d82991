package dev.nervure.processor.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Indices as a reader wants them: no factor of one, no term of zero, literals computed, sizes by their names. */
class IndexTest {
    private static final Index K = Index.variable("k");
    private static final Index S = Index.variable("s");
    private static final Index T = Index.size("T");
    private static final Index D = Index.size("D");

    @Test
    void timesMultipliesLiterals() {
        assertThat(K.times(1)).hasToString("k");
        assertThat(Index.of(4).times(0)).hasToString("0");
        assertThat(Index.ZERO.times(K)).hasToString("0");
        assertThat(Index.of(4).times(3)).hasToString("12");
        assertThat(K.times(4)).hasToString("4 * k");
        assertThat(K.times(3).times(12)).hasToString("36 * k");
        assertThat(Index.variable("lengths[s]").times(3).times(12)).hasToString("36 * lengths[s]");
    }

    @Test
    void sizesStandBeforeVariables() {
        assertThat(S.times(T).times(D)).hasToString("T * D * s");
        assertThat(K.times(2).times(D)).hasToString("2 * D * k");
    }

    @Test
    void sumsAreFactorsInParentheses() {
        assertThat(K.times(3).plus(1).times(12)).hasToString("12 * (3 * k + 1)");
        assertThat(D.times(K.plus(2))).hasToString("D * (k + 2)");
        assertThat(K.minus(S).times(D)).hasToString("D * (k - s)");
    }

    @Test
    void plusAddsLiterals() {
        assertThat(Index.ZERO.plus(K)).hasToString("k");
        assertThat(K.plus(0)).hasToString("k");
        assertThat(K.plus(1).plus(12)).hasToString("k + 13");
        assertThat(Index.of(3).plus(4)).hasToString("7");
        assertThat(Index.of(3).plus(K)).hasToString("k + 3");
        assertThat(K.plus(3).plus(S).plus(-3)).hasToString("k + s");
        assertThat(T.times(D).times(S).plus(D.times(K)).plus(5)).hasToString("T * D * s + D * k + 5");
    }

    @Test
    void minusSaysSo() {
        assertThat(K.plus(-1)).hasToString("k - 1");
        assertThat(K.minus(S.times(2))).hasToString("k - 2 * s");
        assertThat(Index.ZERO.minus(K)).hasToString("-k");
        assertThat(Index.ZERO.minus(K.times(3)).plus(2)).hasToString("-3 * k + 2");
        assertThat(Index.of(-4)).hasToString("-4");
    }

    @Test
    void quotientsKeepTheirParts() {
        assertThat(K.over(1)).hasToString("k");
        assertThat(K.plus(1).over(2)).hasToString("(k + 1) / 2");
        assertThat(K.times(3).over(2)).hasToString("3 * k / 2");
        assertThat(K.over(2).plus(1)).hasToString("k / 2 + 1");
        assertThat(K.plus(1).over(2).times(D)).hasToString("D * ((k + 1) / 2)");
        assertThat(K.over(2).over(3)).hasToString("k / 2 / 3");
        assertThat(Index.ZERO.minus(K).over(2)).hasToString("(-k) / 2");
    }

    @Test
    void divisorsStandInParentheses() {
        assertThat(K.asDivisor()).isEqualTo("k");
        assertThat(T.times(D).asDivisor()).isEqualTo("(T * D)");
    }

    @Test
    void boundsAreCalls() {
        assertThat(Index.max(K.plus(-1), Index.ZERO).times(2)).hasToString("2 * Math.max(k - 1, 0)");
        assertThat(Index.min(K, T)).hasToString("Math.min(k, T)");
    }

    @Test
    void productsOfNothingAreOne() {
        assertThat(Index.product(List.of()).isOne()).isTrue();
        assertThat(Index.product(List.of(T, D))).hasToString("T * D");
    }
}
