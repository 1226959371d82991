package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Loss;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.SafetensorsReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX files without an annotation processor: by the library and by the command line. */
class NetworkCompilerOnnxTest {
    @TempDir
    private Path folder;

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = NetworkCompilerOnnxTest.class.getResourceAsStream("/onnx-own/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private Path file(String name) throws IOException {
        return Files.write(folder.resolve(name), resource(name));
    }

    @Test
    void loadsTheFilesWeights() throws Exception {
        OnnxSettings settings = OnnxSettings.none().loss(Loss.MEAN_SQUARED_ERROR);
        Model model = (Model) NetworkCompiler.onnx("garden.Mlp", file("mlp.onnx"), settings)
                .load(getClass().getClassLoader())
                .getMethod("load")
                .invoke(null);
        SafetensorsReader figures = SafetensorsReader.of(ByteBuffer.wrap(resource("mlp.safetensors")));
        Activations a = model.newTrainingActivations(4);
        float[] x = figures.floats("in.x");
        System.arraycopy(x, 0, a.floats("x"), 0, x.length);
        model.forward(a, 4);
        assertThat(Arrays.copyOf(a.floats("y"), 12)).containsExactly(figures.floats("out.y"), within(1e-5f));
        assertThat(model.backward(a, model.newTrainingGradients(4), 4)).isPositive();
    }

    @Test
    void theCommandLineWritesSourcesAndWeights() throws Exception {
        Path out = folder.resolve("sources");
        NetworkCompiler.main(
                "onnx",
                file("two_heads.onnx").toString(),
                out.toString(),
                "garden.Heads",
                "--outputs=class",
                "--loss=CROSS_ENTROPY",
                "-Anervure.unrollLimit=0");
        assertThat(out.resolve("garden/HeadsModel.java")).content().contains("public static HeadsModel load()");
        assertThat(out.resolve("garden/HeadsActivations.java")).content().doesNotContain("value()");
        try (InputStream weights = Files.newInputStream(out.resolve("garden/Heads.safetensors"))) {
            assertThat(SafetensorsReader.of(weights).tensors().keySet())
                    .containsExactlyInAnyOrder("a.weight", "a.bias", "c.weight", "c.bias");
        }
        assertThat(out.resolve("garden/HeadsModel.onnx")).isNotEmptyFile();
    }

    @Test
    void axesAndInputsAreArguments() throws Exception {
        String gpt = file("gpt_dynamic.onnx").toString();
        assertThat(check(gpt)).contains("axis 1 is open: @Axis(input = \"ids\", axis = 1, max = …)", "in the way:");
        assertThat(check(gpt, "ids.1=7")).contains(" layers, for samples without the first axis");
        assertThat(check(gpt, "id.1=7", "--fixed=ids=1,2"))
                .isEqualTo("@Axis: gpt_dynamic.onnx has no input 'id'; did you mean 'ids'?\n");
        assertThat(check(gpt, "ids.2=7")).contains("the input has 2 axes, counted from 0");
    }

    private static String check(String file, String... settings) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            String[] arguments = new String[settings.length + 2];
            arguments[0] = "check";
            arguments[1] = file;
            System.arraycopy(settings, 0, arguments, 2, settings.length);
            NetworkCompiler.main(arguments);
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        Path gpt = file("gpt_dynamic.onnx");
        assertThatThrownBy(() -> NetworkCompiler.onnx("garden.Gpt", gpt, OnnxSettings.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "gpt_dynamic.onnx: input (opset 17) 'ids', node 0: the file leaves the size of");
        assertThatThrownBy(() -> NetworkCompiler.onnx(
                        "garden.Gpt", gpt, OnnxSettings.none().axis("ids", 1, 0).outputs("logit")))
                .hasMessageContaining("max must be at least 1, got 0\ngpt_dynamic.onnx has no output 'logit'");
        assertThatThrownBy(() -> NetworkCompiler.onnx("garden.2", gpt, OnnxSettings.none()))
                .hasMessageStartingWith("'garden.2' is not a name that Java allows");
        for (String argument : List.of("--loss=NO", "--fixed=ids=many", "ids=3", "--fast")) {
            assertThatThrownBy(() -> NetworkCompiler.main("onnx", gpt.toString(), "out", "garden.Gpt", argument))
                    .hasMessageStartingWith("'" + argument + "' is no argument that is known here; arguments:");
        }
        assertThatThrownBy(() -> NetworkCompiler.main("onnx", gpt.toString(), "out"))
                .hasMessageStartingWith("arguments:");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    /** Whatever is in a file, the answer is a network or words. */
    @Test
    void damagedFilesAreAnsweredInWords() throws Exception {
        byte[] whole = resource("two_heads.onnx");
        Random random = new Random(5);
        int read = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] damaged =
                    random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int change = random.nextInt(8); change >= 0 && damaged.length > 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("damaged.onnx"), damaged);
            try {
                NetworkCompiler.onnx("garden.Net", file, OnnxSettings.none().outputs("class"));
                read++;
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("damaged.onnx").hasMessageNotContaining("null");
            }
        }
        assertThat(read).isBetween(1, 999);
    }
}
