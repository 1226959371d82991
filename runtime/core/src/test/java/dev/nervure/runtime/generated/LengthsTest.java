package dev.nervure.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Samples of different length: what says it, and what is wrong with it. */
class LengthsTest {
    @Test
    void who_sets_no_length_gets_the_maximum() {
        assertThat(new Steps().lengths("T")).containsExactly(5, 5, 5);
    }

    @Test
    void lengths_are_live() {
        Steps a = new Steps();
        a.lengths("T")[1] = 2;
        assertThat(a.lengthsOfT[1]).isEqualTo(2);
    }

    @Test
    void an_unknown_symbol_is_named() {
        assertThatThrownBy(() -> new Steps().lengths("U"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no symbol 'U'; there are [T]");
    }

    @Test
    void a_length_out_of_range_is_found_before_the_pass_runs() {
        Steps a = new Steps();
        a.lengths("T")[2] = 6;
        a.begin(2, null); // the third sample is not in this pass
        assertThatThrownBy(() -> a.begin(3, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the length of T must be in 1 … 5, got 6 of sample 2");
        a.lengths("T")[0] = 0;
        assertThatThrownBy(() -> a.begin(1, null)).hasMessage("the length of T must be in 1 … 5, got 0 of sample 0");
    }

    @Test
    void a_prediction_has_whole_steps_and_is_cut_to_them() {
        assertThat(CompiledModel.steps(6, 2, 5, "signals")).isEqualTo(3);
        for (int wrong : new int[] {0, 3, 12}) {
            assertThatThrownBy(() -> CompiledModel.steps(wrong, 2, 5, "signals"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("signals has 1 … 5 steps a sample, each of 2 values; got " + wrong + " values");
        }
        assertThatThrownBy(() -> CompiledModel.steps((int[]) null, 2, 5, "signals"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("signals is null");
        float[] laidOut = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        assertThat(CompiledModel.cut(laidOut, new int[] {2, 3, 2}, 2, 2, 2)).containsExactly(0, 1, 2, 3, 6, 7, 8, 9);
        assertThat(CompiledModel.cut(laidOut, new int[] {4, 3}, 2, 3)).containsExactly(0, 1, 2, 3, 4, 5);
    }
}
