package dev.nervure.processor.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.JavaFile;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.NetworkCompiler;
import dev.nervure.processor.onnx.Exported;
import dev.nervure.processor.random.Experiment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of Java of docs/onnx.md, docs/onnx-export.md and docs/threads.md, compiled and run word for word, as one program. */
class OnnxPagesTest {
    /** Where the pages' lines stand: declarations of docs/onnx.md, then what runs. */
    private static final String PROGRAM = """
            package digits;

            import dev.nervure.dsl.*;
            import dev.nervure.processor.*;
            import dev.nervure.runtime.*;
            import java.nio.file.*;
            import java.util.*;
            import java.util.concurrent.*;

            class Program {
                public static void main(String[] args) throws Exception {
                    MiniLmModel whole = MiniLmModel.load();
                    require(whole.weights().get("pool.weight").values().length == 256, "weights of the file");
                    FlowersModel flowers = FlowersModel.create(1);
                    require(!flowers.weights().get("conv.weight").trainable(), "a frozen backbone");
                    require(Arrays.equals(
                            flowers.weights().get("conv.weight").values(),
                            FlowersModel.create(2).weights().get("conv.weight").values()), "the numbers of the file");
                    require(flowers.predict(new float[3 * 32 * 32]).length == 5, "five kinds");
                    DigitsModel.create(7).save(Path.of("digits.safetensors"));
                    sources();
                    run();
                    require(Files.exists(Path.of("generated/garden/MiniLm.safetensors")), "weights beside the sources");
                    require(Files.size(Path.of("digits.onnx")) > 4 * 64 * 64, "a file of ONNX");
                    System.out.println("done");
                }

                static void sources() throws Exception {
                    SOURCES
                }

                static void run() throws Exception {
                    EXPORT
                    DigitsActivations activations = model.newInferenceActivations(1);
                    THREADS
                    executor.shutdown();
                }

                static void require(boolean holds, Object what) {
                    if (!holds) {
                        throw new AssertionError(what);
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theLinesOfThePagesRun() throws Exception {
        List<String> onnx = Page.blocks(Path.of("../docs/onnx.md"), "java");
        List<String> export = Page.blocks(Path.of("../docs/onnx-export.md"), "java");
        List<String> threads = Page.blocks(Path.of("../docs/threads.md"), "java");
        assertThat(onnx).hasSize(5); // the last two are generated, to look at
        assertThat(export).hasSize(1);
        assertThat(threads).hasSize(1);
        Files.write(folder.resolve("all-minilm-l6-v2.onnx"), file(sentences()));
        Files.write(folder.resolve("backbone.onnx"), file(images()));
        String program = PROGRAM.replace("SOURCES", onnx.get(2))
                .replace("EXPORT", export.get(0))
                .replace("THREADS", threads.get(0));
        PageProgram page = new PageProgram(
                folder, Builds.origin(NetworkCompiler.class) + File.pathSeparator + Builds.origin(JavaFile.class));
        assertThat(page.run(program, onnx.subList(0, 2)).lines()).contains("done");
    }

    private static byte[] file(Network network) {
        return Exported.file(network, new Experiment(network, 1, 1).point().parameters());
    }

    /** What has the inputs of a sentence transformer. */
    private static Network sentences() {
        return Network.of(embedded("input_ids", 32, "pool")
                .plus(embedded("attention_mask", 2, "mask"))
                .plus(embedded("token_type_ids", 2, "types"))
                .mean(0)
                .named("meaning"));
    }

    private static Tensor embedded(String input, int size, String path) {
        return Tensor.input(input, List.of(128), o -> o.type(ElementType.INT)).embedding(size, 8, o -> o.name(path));
    }

    private static Network images() {
        Tensor features = Tensor.input("image", 3, 32, 32)
                .conv2d(4, 3)
                .named("conv")
                .relu()
                .globalAvgPool()
                .named("features");
        return Network.of(features.dense(7).named("logits"));
    }
}
