package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.plan.Options;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Generated classes on a runtime of another version: it says so before a member is missed. */
class LevelTest {
    private static final String PACKAGE = "compiled.network.";
    private static final Pattern LEVEL = Pattern.compile("Level\\.require\\((\\d+), ");

    /** What the processor generates, changed by each test to what another version would generate. */
    private final Map<String, String> sources =
            Compiled.sources(Network.of(Tensor.input("x", 4).dense(3).named("y")), Options.DEFAULT);

    /** A class of another version's runtime, which has another constructor. */
    private static final String OTHER_TENSOR_INFO = """
            package dev.nervure.runtime;

            public record TensorInfo(String name) {
                public static TensorInfo of(String name, boolean integers, int[] shape, String variable, int limit) {
                    return new TensorInfo(name);
                }
            }
            """;

    /** A class that only another version's runtime has. */
    private static final String OTHER_KEEP = """
            package dev.nervure.runtime.generated;

            public final class Keeping {
                public static final Keep INFERENCE = Keep.INFERENCE, TRAINING = Keep.TRAINING, EVERYTHING = Keep.EVERYTHING;
            }
            """;

    @Test
    void theRuntimeThatTheProcessorGeneratesForFits() throws Exception {
        assertThat(create(compile(Map.of()), Map.of())).isNotNull();
    }

    @Test
    void anOlderRuntimeSaysSo() {
        generateForANewerRuntime();
        int level = changeLevel(1);
        Map<String, byte[]> classes = compile(otherRuntime());

        assertThatThrownBy(() -> create(classes, Map.of()))
                .isInstanceOf(IncompatibleClassChangeError.class)
                .hasMessage("compiled.network.NetModel was generated for level " + (level + 1)
                        + " of nervure-runtime, and the nervure-runtime found here has level " + level
                        + ", so it is older than "
                        + "the nervure-processor that generated the class. Use one version of both: replace "
                        + "nervure-runtime by the version of that nervure-processor.");
    }

    /** What the check spares: without another level the same classes miss a method. */
    @Test
    void withoutAnotherLevelAMemberIsMissed() {
        generateForANewerRuntime();
        Map<String, byte[]> classes = compile(otherRuntime());

        assertThatThrownBy(() -> create(classes, Map.of())).isInstanceOf(NoSuchMethodError.class);
    }

    @Test
    void aNewerRuntimeSaysSo() {
        int level = changeLevel(-1);
        Map<String, byte[]> classes = compile(Map.of());

        assertThatThrownBy(() -> create(classes, newerRuntime()))
                .isInstanceOf(IncompatibleClassChangeError.class)
                .hasMessage(
                        "compiled.network.NetModel was generated for level " + (level - 1)
                                + " of nervure-runtime, and the nervure-runtime found here has level " + level
                                + ", so it is newer than "
                                + "the nervure-processor that generated the class. Use one version of both: build the module of "
                                + "compiled.network.NetModel again with the nervure-processor of the version of this nervure-runtime.");
        Map<String, byte[]> sameLevel = sameLevel();
        assertThatThrownBy(() -> create(sameLevel, newerRuntime())).isInstanceOf(NoSuchMethodError.class);
    }

    /** As often as the class is used: the second error quotes the first. */
    @Test
    void saysSoEachTime() throws Exception {
        changeLevel(1);
        Loader loader = new Loader(compile(Map.of()), Map.of());
        Class<?> model = loader.loadClass(PACKAGE + "NetModel");
        assertThatThrownBy(() -> create(model)).isInstanceOf(IncompatibleClassChangeError.class);
        assertThatThrownBy(() -> create(model))
                .isInstanceOf(NoClassDefFoundError.class)
                .cause()
                .hasMessageContaining("compiled.network.NetModel was generated for level");
    }

    private void generateForANewerRuntime() {
        sources.replaceAll((name, text) -> text.replace("new TensorInfo(", "TensorInfo.of(")
                .replaceAll("\\bKeep\\.([A-Z]+)", "dev.nervure.runtime.generated.Keeping.$1"));
    }

    /** @return the level before */
    private int changeLevel(int by) {
        String model = sources.get(PACKAGE + "NetModel");
        var found = LEVEL.matcher(model);
        assertThat(found.find()).isTrue();
        int level = Integer.parseInt(found.group(1));
        sources.put(PACKAGE + "NetModel", found.replaceFirst("Level.require(" + (level + by) + ", "));
        return level;
    }

    private Map<String, byte[]> sameLevel() {
        changeLevel(1);
        return compile(Map.of());
    }

    private static Map<String, String> otherRuntime() {
        return Map.of(
                "dev.nervure.runtime.TensorInfo",
                OTHER_TENSOR_INFO,
                "dev.nervure.runtime.generated.Keeping",
                OTHER_KEEP);
    }

    /** The classes of a runtime that is newer than the generated classes. */
    private static Map<String, byte[]> newerRuntime() {
        return Javac.compile(Map.of("dev.nervure.runtime.TensorInfo", OTHER_TENSOR_INFO))
                .classes();
    }

    /** Compiles the generated sources against a runtime with some other classes, and leaves those out. */
    private Map<String, byte[]> compile(Map<String, String> runtime) {
        Map<String, String> all = new LinkedHashMap<>(runtime);
        all.putAll(sources);
        Map<String, byte[]> classes = new HashMap<>(Javac.compile(all).classes());
        classes.keySet().removeIf(name -> !name.startsWith(PACKAGE));
        return classes;
    }

    private static Object create(Map<String, byte[]> classes, Map<String, byte[]> runtime) throws Exception {
        return create(new Loader(classes, runtime).loadClass(PACKAGE + "NetModel"));
    }

    private static Object create(Class<?> model) throws Exception {
        try {
            return model.getMethod("create", long.class).invoke(null, 1L);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** Loads generated classes, and the runtime anew with some other classes. */
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes = new HashMap<>();

        Loader(Map<String, byte[]> classes, Map<String, byte[]> runtime) {
            super(LevelTest.class.getClassLoader());
            this.classes.putAll(classes);
            this.classes.putAll(runtime);
        }

        @Override
        protected synchronized Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null || !(name.startsWith("dev.nervure.runtime.") || name.startsWith(PACKAGE))) {
                return loaded != null ? loaded : super.loadClass(name, resolve);
            }
            byte[] file = classes.containsKey(name) ? classes.get(name) : read(name);
            return defineClass(name, file, 0, file.length);
        }

        private byte[] read(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
