package dev.nervure.processor.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.plan.Options;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import org.junit.jupiter.api.Test;

/** No call copies parameters and constants into activations, but for those who look at all tensors. */
class ReadInPlaceTest {
    private static Network network() {
        Tensor table = Tensor.parameter("table", 2, 3);
        Tensor mask = Tensor.constant(new float[] {1, 0, 1}, 3).named("mask");
        return Network.of(Tensor.input("x", 2, 3)
                .times(table)
                .plus(mask)
                .times(table.tanh())
                .named("y"));
    }

    @Test
    void generatedCodeReadsThemWhereTheyStand() {
        String forward = Compiled.sources(network(), Options.DEFAULT).entrySet().stream()
                .filter(source -> source.getKey().endsWith("Forward"))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(forward)
                .contains("] * tableValues[")
                .contains(" + MASK_VALUES[")
                .contains("if (table.length > 0)")
                .contains("if (mask.length > 0)");
    }

    @Test
    void onlyWhoLooksHasACopy() {
        Model model = Compiled.of(network()).model(3);
        Activations all = model.newActivations(2);
        model.forward(all, 2);
        assertThat(all.floats("table"))
                .containsExactly(model.weights().get("table").values());
        assertThat(all.floats("mask")).containsExactly(1, 0, 1);
        for (Activations few : new Activations[] {model.newInferenceActivations(2), model.newTrainingActivations(2)}) {
            model.forward(few, 2);
            assertThat(few.floats("y")).containsExactly(all.floats("y"));
            for (String tensor : new String[] {"table", "mask"}) {
                assertThatThrownBy(() -> few.floats(tensor))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("'" + tensor + "'");
            }
        }
    }
}
