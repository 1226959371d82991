package dev.nervure.processor.random;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.frontend.NameCheck;
import dev.nervure.processor.plan.Options;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever tensors, blocks and networks are called, and whatever classes stand in their package: generated code compiles
 * without a warning. A network holds every kind of layer twice, so that every pair of them meets in its classes.
 */
class HostileNamesTest {
    /** Names that generated code would like to use itself, that differ in case alone or have none, words of newer Java. */
    private static final List<String> NAMES = List.of(
            "C",
            "X",
            "W",
            "T",
            "变",
            "变变",
            "__",
            "$",
            "$$",
            "a$b",
            "ß",
            "Ω",
            "é",
            "a",
            "g",
            "w",
            "n",
            "i",
            "j",
            "k",
            "k0",
            "k1",
            "r",
            "s",
            "t",
            "x",
            "x0",
            "x1",
            "w0",
            "d0",
            "d",
            "dX",
            "dW",
            "z",
            "row",
            "sum",
            "count",
            "max",
            "scale",
            "first",
            "share",
            "pass",
            "math",
            "system",
            "string",
            "arrays",
            "matrix",
            "scalar",
            "java",
            "dev",
            "owner",
            "prefix",
            "same",
            "shared0",
            "shared1",
            "var",
            "record",
            "sealed",
            "permits",
            "when",
            "module",
            "fooBar",
            "foo_bar",
            "foobar",
            "fooBAR",
            "foo_Bar",
            "foo",
            "foo2",
            "fooPart1",
            "fooRow",
            "fooZ",
            "describe",
            "describe1",
            "describe2",
            "floats",
            "ints",
            "parameter",
            "activation",
            "run2",
            "run",
            "runLoss",
            "inputs",
            "outputs",
            "targets0",
            "capacity0",
            "keep",
            "weights",
            "turn",
            "length",
            "lengths",
            "i_",
            "n_",
            "model",
            "copy",
            "name",
            "create",
            "load",
            "predict",
            "layers",
            "layer",
            "steps",
            "angles",
            "mean",
            "e");

    private static final List<String> ENDINGS = List.of(
            "Z",
            "Weight",
            "Bias",
            "2",
            "Row",
            "Part1",
            "Scratch",
            "Gradient",
            "Sums",
            "_",
            "Heads",
            "Layout",
            "Sum",
            "Input",
            "Result",
            "Dropout",
            "Queries",
            "LogSums",
            "WeightByUnit",
            "ClassWeights",
            "Epilogue",
            "Steps");

    /** Simple names of classes that generated code mentions, or might. */
    private static final List<String> CLASSES = List.of(
            "Math",
            "System",
            "String",
            "Float",
            "Double",
            "Integer",
            "Object",
            "Override",
            "Class",
            "Arrays",
            "List",
            "Path",
            "Matrix",
            "Scalar",
            "Sums",
            "Keep",
            "Storage",
            "Initial",
            "Generated",
            "Layers",
            "TensorInfo",
            "Convolution",
            "Attention",
            "CompiledModel",
            "CompiledWeights",
            "TrainingPass",
            "Dropout",
            "Function",
            "IllegalStateException",
            "SuppressWarnings",
            "Record",
            "C",
            "X",
            "Throwable",
            "Exception",
            "Void");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a1_b2_tensorsOfEveryKindOfLayer(long seed) {
        Compiled.of(network(seed));
    }

    /** Two constants whose names differ in an underscore alone. */
    @Test
    void a1_twoGeometries() {
        Tensor x = Tensor.input("x", 2, 6, 6);
        Tensor first = x.conv2d(3, 3, o -> o.padding(1).name("one")).named("fooBar");
        Tensor second =
                x.conv2d(3, 3, o -> o.padding(2).dilation(2).name("two")).named("foo_bar");
        Network network = Network.of(first.plus(second).named("y")).loss(Loss.MEAN_SQUARED_ERROR);
        new Experiment(network, 2, 1).run(Compiled.of(network));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void a1_b2_everyLayoutOfParameters(long seed) {
        Network network = network(seed);
        Compiled.of(network, new Options(Integer.MAX_VALUE, Integer.MAX_VALUE));
        Compiled.of(network, new Options(0, Integer.MAX_VALUE));
        Compiled.of(network, new Options(0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Math", "System", "String", "Compiled", "Keep", "C", "变", "$", "__", "Object", "Override"})
    void b3_networksAndClassesOfTheirPackage(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String other : CLASSES) {
            if (!other.equals(name)) {
                texts.put("hostile." + other, "package hostile; class " + other + " {}");
            }
        }
        Compiled.of("hostile." + name, network(name.hashCode()), Options.DEFAULT, texts);
    }

    /** Blocks whose names differ in case alone, within each other and beside each other, and tensors of their names. */
    @ParameterizedTest
    @CsvSource({"b, B", "ab, aB", "owner, turn0", "foo, foo2", "fooInput, foo", "x1, X", "C, c", "i, k0", "w, a"})
    void a1_b2_blocks(String first, String second) {
        Tensor x = Tensor.input("x", 4).dense(4).named(first);
        Tensor y = x.repeat(
                        3, first, t -> t.dense(4).named(second).dropout(0.5f).named(first + "Drop"))
                .named("y1")
                .repeat(2, second, t -> t.repeat(
                                3, first, u -> u.plus(x).dense(4).named(second))
                        .named(first))
                .named(second);
        Compiled.of(Network.of(y));
    }

    private static Network network(long seed) {
        Random random = new Random(seed);
        Set<String> drawn = new LinkedHashSet<>(NAMES);
        for (String name : NAMES) {
            drawn.add(name + ENDINGS.get(random.nextInt(ENDINGS.size())));
        }
        List<String> names = new ArrayList<>(drawn);
        Collections.shuffle(names, random);
        Set<String> refused = new HashSet<>();
        while (true) {
            Iterator<String> fitting =
                    names.stream().filter(name -> !refused.contains(name)).iterator();
            Network network = Garden.growAll(seed, fitting::next);
            Map<String, String> problems = NameCheck.problems(network);
            if (problems.isEmpty()) {
                return network;
            }
            if (!refused.addAll(problems.keySet())) {
                throw new AssertionError("refused for other reasons than names: " + problems);
            }
        }
    }
}
