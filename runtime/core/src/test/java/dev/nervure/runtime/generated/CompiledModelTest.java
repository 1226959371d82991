package dev.nervure.runtime.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.TrainingPass;
import dev.nervure.runtime.Weights;
import dev.nervure.runtime.generated.LineModel.LineActivations;
import dev.nervure.runtime.generated.LineModel.LineGradients;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledModelTest {
    private final LineModel model = LineModel.create(1);

    @Test
    void forwardLossAndBackward() {
        model.weights().get("y.weight").set(new float[] {2, -1});
        model.weights().get("y.bias").set(new float[] {0.5f});
        LineActivations a = model.newActivations(3);
        LineGradients g = model.newGradients(3);
        System.arraycopy(new float[] {1, 2, 3, 4}, 0, a.floats("x"), 0, 4);
        System.arraycopy(new float[] {1, 1}, 0, a.floats("targets"), 0, 2);
        model.forward(a, 2);
        assertThat(a.floats("y")).containsExactly(0.5f, 2.5f, 0);
        assertThat(model.loss(a, 2)).isEqualTo(1.25f);
        assertThat(model.backward(a, g, 2)).isEqualTo(1.25f);
        assertThat(g.activation("y")).containsExactly(-0.5f, 1.5f, 0);
        assertThat(g.parameter("y.weight")).containsExactly(4, 5);
        assertThat(g.parameter("y.bias")).containsExactly(1);
        assertThat(g.parameter("y.seen")).containsExactly(0);
        g.activation("y")[0] = 1;
        g.activation("y")[1] = 0;
        model.backwardFrom(a, g, 2);
        assertThat(g.parameter("y.weight")).containsExactly(1, 2);
    }

    @Test
    void backwardWithoutALossStartsFromTheOutputs() {
        LineModel lossless = LineModel.lossless();
        LineActivations a = lossless.newActivations(1);
        LineGradients g = lossless.newGradients(1);
        System.arraycopy(new float[] {3, 4}, 0, a.floats("x"), 0, 2);
        lossless.forward(a, 1);
        g.activation("y")[0] = 2;
        assertThat(lossless.backward(a, g, 1)).isZero();
        assertThat(g.parameter("y.weight")).containsExactly(6, 8);
    }

    /** Two threads may have one slot: what one of them has borrowed, the other must not get. */
    @Test
    void whatIsBorrowedIsNotLentTwice() {
        LineActivations first = model.borrow();
        LineActivations second = model.borrow();
        assertThat(second).isNotSameAs(first);
        model.giveBack(first);
        assertThat(model.borrow()).isSameAs(first);
    }

    @Test
    void freezesByName() {
        Weights weights = LineModel.lossless().weights();
        assertThat(weights.freeze("y.w*")).isEqualTo(1);
        assertThat(weights.get("y.weight").trainable()).isFalse();
        assertThat(weights.get("y.bias").trainable()).isTrue();
        assertThat(weights.unfreeze("*")).isEqualTo(3);
        assertThat(weights.get("y.weight").trainable()).isTrue();
        assertThat(weights.get("y.seen").trainable()).isFalse();
        assertThatThrownBy(() -> weights.freeze("y"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no parameter is called 'y'; there are [y.weight, y.bias, y.seen]");
    }

    @Test
    void lossOfANetworkWithoutOne() {
        LineModel lossless = LineModel.lossless();
        LineActivations a = lossless.newActivations(1);
        lossless.forward(a, 1);
        assertFault(() -> lossless.loss(a, 1), IllegalStateException.class, "Line is declared without a loss");
    }

    @Test
    void capacityBelowOne() {
        assertFault(
                () -> model.newActivations(0), IllegalArgumentException.class, "capacity must be at least 1, got 0");
    }

    @Test
    void moreOrFewerSamplesThanFit() {
        LineActivations a = model.newActivations(4);
        String message = "n must be in 1 … 4 (the capacity), got ";
        assertFault(() -> model.forward(a, 0), IllegalArgumentException.class, message + 0);
        assertFault(() -> model.forward(a, 5), IllegalArgumentException.class, message + 5);
        assertFault(() -> model.forward(a, -1, TrainingPass.of(1, 0)), IllegalArgumentException.class, message + -1);
    }

    @Test
    void backwardBeforeForward() {
        LineActivations a = model.newActivations(4);
        LineGradients g = model.newGradients(4);
        String message = "no forward pass has run on these activations";
        assertFault(() -> model.loss(a, 1), IllegalStateException.class, message);
        assertFault(() -> model.backward(a, g, 1), IllegalStateException.class, message);
        assertFault(() -> model.backwardFrom(a, g, 1), IllegalStateException.class, message);
    }

    @Test
    void backwardOfAnotherNumberOfSamples() {
        LineActivations a = model.newActivations(4);
        model.forward(a, 3);
        assertFault(
                () -> model.backward(a, model.newGradients(4), 4),
                IllegalStateException.class,
                "the forward pass that ran last had 3 samples, not 4");
    }

    @Test
    void backwardOfInference() {
        LineActivations a = model.newInferenceActivations(1);
        model.forward(a, 1);
        assertFault(
                () -> model.backward(a, model.newGradients(1), 1),
                IllegalStateException.class,
                "activations from newInferenceActivations keep nothing for backward; use newTrainingActivations or "
                        + "newActivations");
    }

    @Test
    void tensorThatIsNotKept() {
        assertThatCode(() -> model.newActivations(1).floats("sum")).doesNotThrowAnyException();
        assertFault(
                () -> model.newTrainingActivations(1).floats("sum"),
                IllegalStateException.class,
                "'sum' shares its memory with other tensors in activations from newTrainingActivations; newActivations "
                        + "keeps it");
        assertFault(
                () -> model.newInferenceActivations(1).floats("sum"),
                IllegalStateException.class,
                "'sum' shares its memory with other tensors in activations from newInferenceActivations; newActivations "
                        + "keeps it");
    }

    @Test
    void gradientThatIsNotKept() {
        assertFault(
                () -> model.newTrainingGradients(1).activation("y"),
                IllegalStateException.class,
                "the gradient of 'y' shares its memory in gradients from newTrainingGradients; newGradients keeps it");
    }

    @Test
    void unknownTensor() {
        LineActivations a = model.newActivations(1);
        assertFault(
                () -> a.floats("z"),
                NoSuchElementException.class,
                "no tensor 'z' of that type; there are [x, sum, y, targets, loss]");
        assertFault(
                () -> a.ints("x"),
                NoSuchElementException.class,
                "no tensor 'x' of that type; there are [x, sum, y, targets, loss]");
        assertFault(
                () -> model.newGradients(1).activation("x"),
                NoSuchElementException.class,
                "no gradient of a tensor 'x'");
    }

    @Test
    void gradientOfWhatIsNoParameter() {
        assertFault(
                () -> model.newGradients(1).parameter("z"),
                NoSuchElementException.class,
                "no parameter 'z'; there are [y.weight, y.bias, y.seen]");
        assertFault(
                () -> model.newGradients(1).storage(model.weights().get("y.seen")),
                NoSuchElementException.class,
                "y.seen has no gradient");
    }

    @Test
    void activationsOrGradientsOfAnotherNetwork() {
        Activations foreign = new CompiledActivations(Keep.EVERYTHING, 1) {
            @Override
            protected void describe(Layers layers) {}

            @Override
            public float[] floats(String tensor) {
                throw new AssertionError(turnOf(tensor));
            }

            @Override
            public int[] ints(String tensor) {
                throw new AssertionError(turnOf(tensor));
            }
        };
        assertFault(
                () -> model.forward(foreign, 1),
                IllegalArgumentException.class,
                "Line needs LineActivations, got " + foreign.getClass().getSimpleName());
        LineActivations a = model.newActivations(1);
        model.forward(a, 1);
        Gradients other = new CompiledGradients(new LineModel.LineWeights(), Keep.EVERYTHING, 1) {
            @Override
            public float[] activation(String tensor) {
                throw new AssertionError(turnOf(tensor));
            }
        };
        assertFault(
                () -> model.backward(a, other, 1),
                IllegalArgumentException.class,
                "Line needs LineGradients, got " + other.getClass().getSimpleName());
    }

    @Test
    void moreSamplesThanTheGradientsHold() {
        LineActivations a = model.newActivations(3);
        model.forward(a, 3);
        assertFault(
                () -> model.backward(a, model.newGradients(2), 3),
                IllegalArgumentException.class,
                "these gradients hold 2 samples, not 3");
    }

    @Test
    void sampleOfAnotherLength() {
        assertFault(() -> model.predict(1), IllegalArgumentException.class, "x has 2 values a sample, got 1");
        assertFault(
                () -> CompiledModel.fill(new int[3], new int[2], 2, "words"),
                IllegalArgumentException.class,
                "words has 2 values a sample, got 3");
    }

    @Test
    void networkWithoutAParameterToLearn() {
        assertThat(model.nothingTrainable()).hasMessage("Line has no trainable parameter, and so no backward pass");
    }

    @Test
    void passIsKnownToTheActivations() {
        LineActivations a = model.newTrainingActivations(1);
        TrainingPass pass = TrainingPass.of(1, 2);
        model.forward(a, 1, pass);
        assertThat(a.pass()).isSameAs(pass);
        model.forward(a, 1);
        assertThat(a.pass()).isNull();
    }

    @Test
    void savedAndRestored(@TempDir Path folder) {
        Path file = folder.resolve("line.safetensors");
        model.save(file);
        LineModel other = LineModel.create(2);
        assertThat(other.predict(3, 4)).isNotEqualTo(model.predict(3, 4));
        other.restore(file);
        assertThat(other.predict(3, 4)).isEqualTo(model.predict(3, 4));
    }

    @Test
    void aCopyIsItsOwn() {
        model.weights().get("y.bias").freeze(true);
        LineModel copy = model.copy();
        float before = model.predict(1, 1);
        assertThat(copy.predict(1, 1)).isEqualTo(before);
        assertThat(copy.weights().get("y.bias").trainable()).isFalse();
        model.weights().get("y.bias").set(new float[] {1});
        assertThat(copy.predict(1, 1)).isEqualTo(before);
        assertThat(model.predict(1, 1)).isCloseTo(before + 1, offset(1e-6f));
    }

    private static void assertFault(ThrowingCallable call, Class<? extends Exception> type, String message) {
        assertThatThrownBy(call).isInstanceOf(type).hasMessage(message);
    }
}
