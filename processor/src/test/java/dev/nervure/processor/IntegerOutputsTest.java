package dev.nervure.processor;

import static dev.nervure.dsl.ElementType.BOOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks whose outputs are integers or booleans: predictions are arrays of them, as long as each sample is. */
class IntegerOutputsTest {
    private static final float[] ROWS = {1, 5, 2, -1, -3, -2}; // two steps of three values

    @Test
    void predictsPlacesOfFixedShape() throws ReflectiveOperationException {
        Tensor x = Tensor.input("x", 2, 3);
        assertThat(predict(x.argMax(1).named("place"), ROWS)).containsExactly(1, 0);
    }

    @Test
    void predictsPlacesOfEachStep() throws ReflectiveOperationException {
        assertThat(predict(steps().argMax(1).named("place"), ROWS)).containsExactly(1, 0);
    }

    /** The variable axis is not the first of what is predicted. */
    @Test
    void predictsBooleansOfEachStep() throws ReflectiveOperationException {
        Tensor y = steps().transpose(1, 0).clamp(0, 9).cast(BOOL).named("positive");
        assertThat(predict(y, ROWS)).containsExactly(1, 0, 1, 0, 1, 0);
        int[][] many = (int[][]) predictor(y, float[][].class, new float[][] {ROWS, {0, 1, 0}});
        assertThat(many).isDeepEqualTo(new int[][] {{1, 0, 1, 0, 1, 0}, {0, 1, 0}});
    }

    /** Up to four steps of three values. */
    private static Tensor steps() {
        return Tensor.input("x", List.of(4, 3), o -> o.variable("T"));
    }

    private static int[] predict(Tensor output, float[] x) throws ReflectiveOperationException {
        return (int[]) predictor(output, float[].class, x);
    }

    private static Object predictor(Tensor output, Class<?> type, Object x) throws ReflectiveOperationException {
        Model model = Compiled.of(Network.of(output)).model(0);
        return model.getClass().getMethod("predict", type).invoke(model, x);
    }
}
