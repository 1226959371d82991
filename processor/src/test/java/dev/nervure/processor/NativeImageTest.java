package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.plan.Options;
import dev.nervure.runtime.Model;
import dev.nervure.training.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A native image needs to be told of what a program finds by name while it runs. No class of the runtime, of training and of
 * a generated network looks for anything by a name that the image builder cannot see; generated models read their resources,
 * which docs/deployment.md includes by one option.
 */
class NativeImageTest {
    /** Reflection, dynamic proxies, serialisation, services, native libraries, class loading, resources. */
    private static final Pattern DYNAMIC = Pattern.compile(
            "java/lang/Class\\.(forName|newInstance|get(Declared)?(Constructor|Method|Field)s?"
                    + "|getResource|getResourceAsStream|getRecordComponents|getPermittedSubclasses)"
                    + "|java/lang/reflect/.*|java/lang/ClassLoader\\..*|java/util/ServiceLoader\\..*|java/lang/Module\\.getResourceAsStream"
                    + "|java/util/ResourceBundle\\..*|java/io/Object(Input|Output)Stream\\..*|java/lang/System\\.load(Library)?"
                    + "|java/lang/invoke/MethodHandles\\$Lookup\\.(find|unreflect|define).*|sun/misc/.*|jdk/internal/.*");

    /** The image builder follows this call: its arguments are constants. */
    private static final Set<String> SEEN =
            Set.of("dev/nervure/runtime/generated/OneThread: java/lang/invoke/MethodHandles$Lookup.findVarHandle");

    @Test
    void theRuntimeFindsNothingByName() {
        assertThat(dynamicCalls(Model.class)).containsExactlyInAnyOrderElementsOf(SEEN);
    }

    @Test
    void trainingFindsNothingByName() {
        assertThat(dynamicCalls(Trainer.class)).isEmpty();
    }

    @Test
    void generatedClassesReadTheirOwnResourcesAlone() {
        Map<String, byte[]> classes = Javac.compile(Compiled.sources(
                        Network.of(Tensor.input("x", 3).dense(4).relu().dense(2).named("y"))
                                .loss(Loss.MEAN_SQUARED_ERROR),
                        Options.DEFAULT))
                .classes();
        Set<String> found = new TreeSet<>();
        classes.forEach((name, file) -> ClassReferences.calls(file).stream()
                .filter(DYNAMIC.asMatchPredicate())
                .forEach(call -> found.add(call.substring(call.lastIndexOf('/') + 1))));
        assertThat(found).isSubsetOf("Class.getResourceAsStream");
    }

    private static Set<String> dynamicCalls(Class<?> member) {
        Set<String> found = new TreeSet<>();
        classes(member).forEach((name, file) -> ClassReferences.calls(file).stream()
                .filter(DYNAMIC.asMatchPredicate())
                .filter(call -> !call.startsWith("[")) // clone() of an array
                .forEach(call -> found.add(name + ": " + call)));
        return found;
    }

    /** All class files of the jar or folder that holds a class. */
    private static Map<String, byte[]> classes(Class<?> member) {
        Path place = Path.of(URI.create(
                member.getProtectionDomain().getCodeSource().getLocation().toString()));
        Map<String, byte[]> classes = new TreeMap<>();
        try {
            if (Files.isDirectory(place)) {
                collect(place, classes);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    collect(jar.getPath("/"), classes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(classes).hasSizeGreaterThan(20);
        return classes;
    }

    private static void collect(Path root, Map<String, byte[]> classes) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (!name.endsWith("-info.class")) {
                    classes.put(name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
                }
            }
        }
    }
}
