package dev.nervure.processor.ksp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.devtools.ksp.processing.CodeGenerator;
import com.google.devtools.ksp.processing.Dependencies;
import com.google.devtools.ksp.processing.Resolver;
import com.google.devtools.ksp.processing.SymbolProcessor;
import com.google.devtools.ksp.processing.SymbolProcessorEnvironment;
import com.google.devtools.ksp.processing.SymbolProcessorProvider;
import com.google.devtools.ksp.symbol.KSAnnotated;
import com.google.devtools.ksp.symbol.KSFile;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What KSP is told: errors with their lines, what waits for other processors, which file a class depends on. */
class SymbolErrorsTest {
    private static final String SOUND = """
            package garden
            import dev.nervure.dsl.*
            @NeuralNetwork interface Iris {
                @get:Input(4) val sizes: Tensor
                @Dense(units = 3) fun kind(sizes: Tensor): Tensor
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void errorsStandAtTheirLines() throws IOException {
        SymbolProcessing.Result result = new SymbolProcessing(folder)
                .source("garden/Wrong.kt", """
                        package garden
                        import dev.nervure.dsl.*

                        @NeuralNetwork interface Names {
                            @get:Input(4) val sizes: Tensor
                            @Dense(
                                units = -3) fun kind(sizes: Tensor): Tensor
                            @Dense(units = 3) fun other(
                                size: Tensor): Tensor
                        }
                        @NeuralNetwork interface Missing {
                            @get:Input(4) val sizes: Tensor
                            @Dense fun kind(sizes: Tensor): Tensor
                            fun bare(kind: Tensor): Tensor
                            @Relu fun number(sizes: Tensor): Int
                        }
                        @NeuralNetwork(loss = Loss.CROSS_ENTROPY) class Neither
                        @NeuralNetwork class Own : NetworkDefinition {
                            override fun define(): Network = Network.of(Tensor.input("x", 3).dense(2).named("y"))
                        }
                        @NeuralNetwork(definition = Own::class) interface OfOwn
                        @NeuralNetwork(definition = dev.nervure.processor.ksp.Halves.Ending::class) interface Ends
                        @NeuralNetwork(onnx = "nowhere.onnx") interface Nowhere
                        class Box {
                            @NeuralNetwork private interface Hidden {
                                @get:Input(4) val sizes: Tensor
                                @Relu fun kind(sizes: Tensor): Tensor
                            }
                        }
                        @NeuralNetwork interface Many<T> {
                            @get:Input(4) val sizes: Tensor
                            @Relu fun kind(sizes: Tensor): Tensor
                        }
                        """)
                .source("garden/Iris.kt", SOUND)
                .source("garden/Taken.kt", """
                        package garden
                        class TakenModel
                        @dev.nervure.dsl.NeuralNetwork interface Taken {
                            @get:dev.nervure.dsl.Input(4) val sizes: dev.nervure.dsl.Tensor
                            @dev.nervure.dsl.Relu fun kind(sizes: dev.nervure.dsl.Tensor): dev.nervure.dsl.Tensor
                        }
                        """)
                .run();
        assertThat(result.ok()).isFalse();
        assertThat(result.messages().stream()
                        .map(message -> message.lines().findFirst().orElse(""))
                        .map(message -> message.substring(0, Math.min(80, message.length()))))
                .containsExactlyInAnyOrder(
                        "error Wrong.kt:7: units must be at least 1, got -3",
                        "error Wrong.kt:9: no tensor is named 'size'; did you mean 'sizes'?",
                        "error Wrong.kt:13: @Dense needs units: the length of the vectors that it gives",
                        "error Wrong.kt:14: bare has no layer annotation; add one, for example @Dense(uni",
                        "error Wrong.kt:15: number returns int; every method of a network declares one te",
                        "error Wrong.kt:17: @NeuralNetwork declares a network on an interface, or on a cl",
                        "error Wrong.kt:18: KSP has no compiled Own on its path, so define() cannot run; ",
                        "error Wrong.kt:21: KSP has no compiled Own on its path, so define() cannot run; ",
                        "error Wrong.kt:22: define() of Ending calls System.exit, which would end the com",
                        "error Wrong.kt:23: the resource nowhere.onnx is neither among those of the modul",
                        "error Wrong.kt:25: Hidden is private; the generated classes are in the same pack",
                        "error Wrong.kt:30: Many has type parameters; a network's declaration cannot be g",
                        "error Taken.kt:3: TakenModel exists already, and Nervure generates a class of th");
        assertThat(result.files().keySet())
                .as("the sound declaration is compiled all the same")
                .contains("garden/IrisModel.java");
    }

    @Test
    void whatOthersWriteIsWaitedFor() throws IOException {
        String sizes = "package garden\nconst val UNITS = 3\n";
        SymbolProcessing.Result result = new SymbolProcessing(folder)
                .source("garden/Iris.kt", SOUND.replace("units = 3", "units = UNITS"))
                .with(environment -> new Writing(environment.getCodeGenerator(), sizes))
                .run();
        assertThat(result.messages()).isEmpty();
        assertThat(result.files()).containsKey("garden/IrisModel.java");
    }

    @Test
    void whatNobodyWritesIsLeftToTheCompiler() throws IOException {
        SymbolProcessing.Result result = new SymbolProcessing(folder)
                .source("garden/Iris.kt", SOUND.replace("units = 3", "units = UNITS"))
                .run();
        assertThat(result.messages()).isEmpty();
        assertThat(result.files()).isEmpty();
    }

    @Test
    void aClassDependsOnTheFileOfItsDeclaration() throws IOException {
        Map<String, List<String>> files = new TreeMap<>();
        SymbolProcessing.Result result = new SymbolProcessing(folder)
                .source("garden/Iris.kt", SOUND)
                .source("garden/Rose.kt", SOUND.replace("Iris", "Rose"))
                .options(Map.of("nervure.report", "true"))
                .instead(recording(files))
                .run();
        assertThat(result.messages()).isEmpty();
        assertThat(files.get("IrisModel.java")).containsExactly("Iris.kt");
        assertThat(files.get("RoseModel.onnx")).containsExactly("Rose.kt");
        assertThat(result.files()).containsKeys("garden/IrisReport.html", "garden/RoseReport.json");
    }

    @Test
    void optionsAndTheLevelOfJavaAreChecked() throws IOException {
        assertThat(new SymbolProcessing(folder)
                        .source("garden/Iris.kt", SOUND)
                        .options(Map.of("nervure.unrollLimit", "many"))
                        .run()
                        .messages())
                .singleElement()
                .asString()
                .startsWith("error Iris.kt:3: ")
                .contains("nervure.unrollLimit");
        assertThat(new SymbolProcessing(folder).target("11").run().messages())
                .singleElement()
                .asString()
                .startsWith("error Iris.kt:3: Nervure generates Java 17, and this compilation is for Java 11");
    }

    /** Nervure's own processor, with a record of the files that each file depends on. */
    private static SymbolProcessorProvider recording(Map<String, List<String>> files) {
        return environment -> {
            CodeGenerator real = environment.getCodeGenerator();
            CodeGenerator recorder = (CodeGenerator) Proxy.newProxyInstance(
                    CodeGenerator.class.getClassLoader(),
                    new Class<?>[] {CodeGenerator.class},
                    (proxy, method, given) -> {
                        if (method.getName().equals("createNewFile")) {
                            Dependencies dependencies = (Dependencies) given[0];
                            assertThat(dependencies.getAggregating()).isFalse();
                            files.put(
                                    given[2] + "." + given[3],
                                    dependencies.getOriginatingFiles().stream()
                                            .map(KSFile::getFileName)
                                            .toList());
                        }
                        try {
                            return method.invoke(real, given);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            return new NervureSymbolProcessorProvider()
                    .create(new SymbolProcessorEnvironment(
                            environment.getOptions(),
                            environment.getKotlinVersion(),
                            recorder,
                            environment.getLogger()));
        };
    }

    /** Writes a file of Kotlin in its first round. */
    private static final class Writing implements SymbolProcessor {
        private final CodeGenerator generator;
        private final String text;
        private boolean done;

        Writing(CodeGenerator generator, String text) {
            this.generator = generator;
            this.text = text;
        }

        @Override
        public List<KSAnnotated> process(Resolver resolver) {
            if (!done) {
                done = true;
                try (OutputStream out = generator.createNewFile(new Dependencies(false), "garden", "Written", "kt")) {
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
            return List.of();
        }
    }
}
