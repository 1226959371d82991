package dev.nervure.processor.small;

import dev.nervure.dsl.Network;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.Programs;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.plan.Options;
import dev.nervure.runtime.kernel.Kernels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each layer, each of its attributes and each edge of its shapes in a network of its own, beside the reference in double
 * precision. Small networks compile in some 20 ms, so this is what mutation testing runs: see {@code CONTRIBUTING.md}.
 */
@Tag("vector")
public class SmallNetworksTest {
    private static final Options KERNELS = new Options(0, 0);
    private static final Pattern TOGETHER = Pattern.compile("\\band\\b|variable|part|h and c");
    private static final Set<String> GRAPHS =
            SmallGraphs.all().stream().map(Small::name).collect(Collectors.toSet());
    private static final List<Small> ALL = all();
    private static final Batches BATCHES = new Batches(networks().toList());

    /** All of them; with vectors those alone whose code calls a kernel, since the others compute the same as without. */
    static Stream<Small> networks() {
        return Kernels.vectors() ? ALL.stream().filter(Small::callsKernels) : ALL.stream();
    }

    private static List<Small> all() {
        return Stream.of(
                        SmallDense.all(),
                        SmallArithmetic.all(),
                        SmallLogic.all(),
                        SmallParts.all(),
                        SmallIntegers.all(),
                        SmallTables.all(),
                        SmallShapes.all(),
                        SmallImages.all(),
                        SmallNorms.all(),
                        SmallSequences.all(),
                        SmallLosses.all(),
                        SmallDerivatives.all(),
                        SmallGraphs.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Gives the generated sources of each network that shows a layer as it is by default, by its name. */
    public static void sources(BiConsumer<String, Map<String, String>> reader) {
        ALL.stream()
                .filter(network ->
                        !network.name().contains(" ") && network.options().equals(Options.DEFAULT))
                .forEach(network ->
                        reader.accept(network.name(), Compiled.sources(network.network(), network.options())));
    }

    /**
     * The networks whose plans are kept, as programs by their names: each layer as it is by default, what puts layers
     * together, and products that are kernels.
     */
    public static Map<String, Supplier<Program>> planned() {
        Map<String, Supplier<Program>> planned = new LinkedHashMap<>();
        for (Small network : ALL) {
            String name = network.name();
            boolean usual = network.options().equals(Options.DEFAULT);
            if (network.options().equals(KERNELS)
                    || usual && (!name.contains(" ") || TOGETHER.matcher(name).find() || GRAPHS.contains(name))) {
                planned.put(
                        name + (usual ? "" : " as kernels"), () -> Programs.of(network.network(), network.options()));
            }
        }
        return planned;
    }

    /** Gives each network of default options, by its name. */
    public static void all(BiConsumer<String, Network> reader) {
        ALL.stream()
                .filter(network -> network.options().equals(Options.DEFAULT))
                .forEach(network -> reader.accept(network.name(), network.network()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void computesWhatTheReferenceDoes(Small network) {
        if (Verified.IN_USE) {
            Verified.check(network);
        } else {
            network.check(BATCHES.of(network));
        }
    }
}
