package dev.nervure.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.kernel.Storage;
import org.junit.jupiter.api.Test;

/** Values that go from one model to another, and gradients of several passes. */
class WeightsTransferTest {
    /** Has a weight of {@link TwoLayerModel} in another layout, one in another shape, and one of its own. */
    private static final class Other extends CompiledWeights {
        Other(int classes) {
            parameter(
                    "0.weight",
                    Storage.flat(new float[TwoLayerModel.HIDDEN * TwoLayerModel.IN]),
                    Initial.uniform(1),
                    TwoLayerModel.HIDDEN,
                    TwoLayerModel.IN);
            parameter("2.bias", Storage.flat(new float[classes]), Initial.uniform(1), classes);
            parameter("more", Storage.flat(new float[2]), Initial.uniform(1), 2);
            initialize(3);
        }
    }

    @Test
    void setTakesEverything() {
        TwoLayerModel model = TwoLayerModel.create(1);
        TwoLayerModel other = TwoLayerModel.create(2);
        other.weights().get("seen").set(new float[] {7});
        model.weights().set(other.weights());
        for (Parameter parameter : other.weights()) {
            assertThat(model.weights().get(parameter.name()).values()).containsExactly(parameter.values());
        }
        other.weights().get("0.bias").set(new float[TwoLayerModel.HIDDEN]);
        assertThat(model.weights().get("0.bias").values()).doesNotContain(0f); // a copy
    }

    @Test
    void setRefusesOtherNamesAndShapes() {
        TwoLayerModel model = TwoLayerModel.create(1);
        float[] before = model.weights().get("0.weight").values();
        assertThatThrownBy(() -> model.weights().set(new Other(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the other weights have no '0.bias'; setMatching takes what matches");
        assertThatThrownBy(() -> new Other(4).set(new Other(3)))
                .hasMessage(
                        "the other weights have 2.bias [3], and here it is 2.bias [4]; setMatching takes what matches");
        assertThatThrownBy(() -> new Other(3).set(model.weights()))
                .hasMessage("the other weights have no 'more'; setMatching takes what matches");
        assertThat(model.weights().get("0.weight").values()).containsExactly(before);
    }

    @Test
    void setMatchingTakesWhatMatches() {
        TwoLayerModel model = TwoLayerModel.create(1);
        float[] bias = model.weights().get("2.bias").values();
        Other other = new Other(4);
        assertThat(model.weights().setMatching(other)).isEqualTo(1);
        assertThat(model.weights().get("0.weight").values())
                .containsExactly(other.get("0.weight").values());
        assertThat(model.weights().get("2.bias").values()).containsExactly(bias);
        assertThat(model.weights().setMatching(new Other(TwoLayerModel.CLASSES)))
                .isEqualTo(2);
    }

    @Test
    void blendGoesPartOfTheWay() {
        TwoLayerModel model = TwoLayerModel.create(1);
        TwoLayerModel other = TwoLayerModel.create(2);
        TwoLayerModel before = model.copy();
        model.weights().blend(other.weights(), 0.25f);
        for (Parameter parameter : model.weights()) {
            float[] from = before.weights().get(parameter.name()).values();
            float[] to = other.weights().get(parameter.name()).values();
            float[] found = parameter.values();
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(0.75f * from[i] + 0.25f * to[i], within(1e-6f)); // values below 1
            }
        }
        assertThatThrownBy(() -> model.weights().blend(other.weights(), 1.5f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tau must be in [0, 1], got 1.5");
        assertThatThrownBy(() -> model.weights().blend(new Other(3), 0.5f))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The sum of two passes is the sum of their gradients; a frozen parameter, which backward leaves out, is not added. */
    @Test
    void backwardAdds() {
        TwoLayerModel model = TwoLayerModel.create(1);
        TwoLayerModel.A first = pass(model, 4, 0.5f);
        TwoLayerModel.A second = pass(model, 3, -1);
        Gradients one = model.newTrainingGradients(4);
        Gradients two = model.newTrainingGradients(4);
        Gradients sum = model.newTrainingGradients(4);
        model.backward(first, one, 4);
        float loss = model.backward(second, two, 3);
        model.backward(first, sum, 4, false);
        assertThat(model.backward(second, sum, 3, true)).isEqualTo(loss);
        for (Parameter parameter : model.weights()) {
            if (parameter.trainable()) {
                float[] expected = one.parameter(parameter.name());
                float[] more = two.parameter(parameter.name());
                for (int i = 0; i < expected.length; i++) {
                    expected[i] += more[i];
                }
                assertThat(sum.parameter(parameter.name())).containsExactly(expected);
            }
        }
        model.backward(first, sum, 4, false);
        assertThat(sum.parameter("0.weight")).containsExactly(one.parameter("0.weight"));
    }

    @Test
    void backwardFromAdds() {
        TwoLayerModel model = TwoLayerModel.create(1);
        TwoLayerModel.A a = pass(model, 1, 1);
        Gradients g = model.newTrainingGradients(1);
        g.activation("logits")[1] = 2;
        model.backwardFrom(a, g, 1);
        float[] once = g.parameter("2.bias");
        assertThat(once).containsExactly(0, 2, 0);
        g.activation("logits")[1] = 3;
        model.backwardFrom(a, g, 1, true);
        assertThat(g.parameter("2.bias")).containsExactly(0, 5, 0);
    }

    private static TwoLayerModel.A pass(TwoLayerModel model, int n, float scale) {
        TwoLayerModel.A a = model.newTrainingActivations(n);
        for (int i = 0; i < n * TwoLayerModel.IN; i++) {
            a.x[i] = scale * (i % 7 - 3);
        }
        model.forward(a, n);
        return a;
    }
}
