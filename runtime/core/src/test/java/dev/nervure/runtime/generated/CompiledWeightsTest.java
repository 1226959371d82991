package dev.nervure.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.kernel.Storage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class CompiledWeightsTest {
    /** A parameter, and two turns of a block that has one. */
    private static final class Stack extends CompiledWeights {
        Stack() {
            parameter("first.bias", Storage.flat(new float[2]), Initial.uniform(1), 2);
            new Turn(this, "turns.0.");
            new Turn(this, "turns.1.");
        }
    }

    private static final class Turn extends CompiledWeights {
        Turn(CompiledWeights owner, String prefix) {
            super(owner, prefix);
            parameter("bias", Storage.flat(new float[2]), Initial.uniform(1), 2);
            fixed("mean", Storage.flat(new float[1]), Initial.constant(0), 1);
        }
    }

    @Test
    void parametersInOrderOfDeclaration() {
        assertThat(new Stack())
                .extracting(Parameter::name)
                .containsExactly("first.bias", "turns.0.bias", "turns.0.mean", "turns.1.bias", "turns.1.mean");
        assertThat(new Stack()).extracting(Parameter::trainable).containsExactly(true, true, false, true, false);
    }

    @Test
    void unknownParameter() {
        assertThatThrownBy(() -> new Stack().get("first.bais"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage(
                        "no parameter 'first.bais'; there are [first.bias, turns.0.bias, turns.0.mean, turns.1.bias, "
                                + "turns.1.mean]");
    }

    @Test
    void parametersCannotBeRemoved() {
        Iterator<Parameter> parameters = new Stack().iterator();
        parameters.next();
        assertThatThrownBy(parameters::remove).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void firstValuesDependOnSeedAndNameAlone() {
        Stack stack = new Stack();
        stack.initialize(5);
        float[] first = stack.get("first.bias").values();
        assertThat(stack.get("turns.0.bias").values()).isNotEqualTo(first);
        assertThat(stack.get("turns.1.bias").values())
                .isNotEqualTo(stack.get("turns.0.bias").values());
        Stack same = new Stack();
        same.initialize(5);
        assertThat(same.get("turns.1.bias").values())
                .isEqualTo(stack.get("turns.1.bias").values());
        same.initialize(6);
        assertThat(same.get("first.bias").values()).isNotEqualTo(first);
    }
}
