package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A body that PyTorch has saved under a prefix gets a new head here, which learns while the body is frozen; PyTorch loads the
 * result as it is, and both say the same, before and after.
 */
class PyTorchBothWaysTest {
    private static final Path PYTHON = Path.of("src/test/python/both_ways.py").toAbsolutePath();

    /** Sums of 64 products in another order: a few steps between neighbouring floats. */
    private static final Offset<Float> ROUNDING = Offset.offset(2e-5f);

    private static final String DECLARATION = """
            @NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY)
            interface Tuned {
                @Input(64) Tensor pixels();
                @Dense(units = 32, activation = Activation.RELU, name = "body.0") Tensor body(Tensor pixels);
                @Dense(units = 10, name = "head") Tensor logits(Tensor body);
            }
            """;

    private static final String PROGRAM = """
            package digits;

            import dev.nervure.runtime.*;
            import dev.nervure.training.*;
            import java.nio.file.*;
            import java.util.*;

            class Program {
                public static void main(String[] args) {
                    float[] x = new float[64];
                    for (int i = 0; i < 64; i++) {
                        x[i] = i / 64f;
                    }
                    BLOCKS
                }
            }
            """;

    private static final String STORY = """
            TunedModel model = TunedModel.create(1);
            Path pretrained = Path.of("pretrained.safetensors");
            try {
                model.restore(pretrained);
            } catch (WeightsFileException e) {
                System.out.println(e.getMessage().contains("model."));
            }
            Load load = Load.partial().renamed(name -> name.replace("model.head", "old.head").replace("model.", ""));
            System.out.println(model.restore(pretrained, load).missing());

            TunedActivations a = model.newActivations(1);
            System.arraycopy(x, 0, a.pixels(), 0, 64);
            model.forward(a, 1);
            System.out.println(Arrays.toString(a.body()));

            model.weights().freeze("body.*");
            Trainer.of(model).optimizer(Optimizers.adam(0.01f)).epochs(5).fit(Dataset.of(Samples.PIXELS, Samples.CLASSES));
            model.save(Path.of("tuned.safetensors"));
            System.out.println(Arrays.toString(model.predict(x)));
            model.forward(a, 1);
            System.out.println(Arrays.toString(a.body()));
            """;

    @TempDir
    Path folder;

    @Test
    void bothSayTheSame() throws Exception {
        assumeTrue(run("-c", "import torch, numpy").isEmpty(), "needs python3 with PyTorch");
        float[] body = numbers(run(PYTHON.toString(), "save").get(0));
        List<String> said = new PageProgram(folder)
                .run(PROGRAM, List.of(DECLARATION, STORY))
                .lines()
                .toList();
        assertThat(said).hasSize(5).startsWith("true", "[head.weight, head.bias]");
        assertThat(numbers(said.get(2))).containsExactly(body, ROUNDING);
        assertThat(said.get(4)).as("a frozen body").isEqualTo(said.get(2));
        List<String> back = run(PYTHON.toString(), "load");
        assertThat(back.get(0)).isEqualTo("<All keys matched successfully>");
        assertThat(numbers(back.get(1))).containsExactly(numbers(said.get(3)), ROUNDING);
    }

    private static float[] numbers(String line) {
        String[] numbers = line.replaceAll("[\\[\\],]", "").trim().split(" +", -1);
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(numbers[i]);
        }
        return values;
    }

    /** What Python prints, with its errors. */
    private List<String> run(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said.lines().toList();
        } catch (IOException e) {
            return List.of("there is no python3");
        }
    }
}
