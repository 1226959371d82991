package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Load;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.WeightsFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated models are saved to and loaded from files, streams and bytes. */
class SavingTest {
    private static final Compiled RELU = Compiled.of(
            Network.of(Tensor.input("x", 3).dense(4, o -> o.name("d")).relu().named("y")));
    private static final Compiled TANH = Compiled.of(
            Network.of(Tensor.input("x", 3).dense(4, o -> o.name("d")).tanh().named("y")));
    private static final Compiled LARGER = Compiled.of(Network.of(Tensor.input("x", 3)
            .dense(4, o -> o.name("d"))
            .dense(2, o -> o.name("e"))
            .named("y")));

    @TempDir
    private Path folder;

    @Test
    void everySourceGivesTheSameModel() throws Exception {
        Model model = RELU.model(5);
        Path file = folder.resolve("net.safetensors");
        model.save(file);
        byte[] bytes = Files.readAllBytes(file);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.save(out);
        assertThat(out.toByteArray()).isEqualTo(bytes);
        assertSame(load(RELU, Path.class, file), model);
        assertSame(load(RELU, InputStream.class, new ByteArrayInputStream(bytes)), model);
        assertSame(load(RELU, ByteBuffer.class, ByteBuffer.wrap(bytes)), model);
        Model other = RELU.model(6);
        other.restore(new ByteArrayInputStream(bytes));
        assertSame(other, model);
        other = RELU.model(7);
        other.restore(ByteBuffer.wrap(bytes));
        assertSame(other, model);
    }

    @Test
    void d6_partialIntoALargerNetwork() throws Exception {
        Model model = RELU.model(5);
        Path file = folder.resolve("net.safetensors");
        model.save(file);
        assertThatThrownBy(() -> load(LARGER, Path.class, file))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageContaining("missing: e.weight [2, 4]");
        Model larger = load(LARGER, Path.class, file, Load.partial());
        assertThat(larger.weights().get("d.weight").values())
                .isEqualTo(model.weights().get("d.weight").values());
        assertThat(larger.weights().get("e.weight").values())
                .isEqualTo(LARGER.model(0).weights().get("e.weight").values());
    }

    @Test
    void d6_anotherNetworkOfTheSameShapes() throws Exception {
        Path file = folder.resolve("relu.safetensors");
        Model relu = RELU.model(5);
        relu.save(file);
        assertThatThrownBy(() -> load(TANH, Path.class, file))
                .isInstanceOf(WeightsFileException.class)
                .hasMessageContaining("was saved by a network that computes something else than Net");
        assertSame(load(TANH, Path.class, file, Load.strict().ofAnyNetwork()), relu);
    }

    private static void assertSame(Model actual, Model expected) {
        for (Parameter parameter : expected.weights()) {
            assertThat(actual.weights().get(parameter.name()).values()).isEqualTo(parameter.values());
        }
    }

    private static Model load(Compiled compiled, Class<?> type, Object source) throws Exception {
        return invoke(() -> compiled.type("Model").getMethod("load", type).invoke(null, source));
    }

    private static Model load(Compiled compiled, Class<?> type, Object source, Load load) throws Exception {
        return invoke(
                () -> compiled.type("Model").getMethod("load", type, Load.class).invoke(null, source, load));
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Model invoke(Call call) throws Exception {
        try {
            return (Model) call.run();
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }
}
