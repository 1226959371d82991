package dev.nervure.processor.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.Inventory;
import dev.nervure.processor.coverage.Candidates.Candidate;
import dev.nervure.processor.golden.GoldenCases;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.op.Follower;
import dev.nervure.processor.op.Linear;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.random.Experiment;
import dev.nervure.processor.rewrite.Rewrites;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Every layer and every op is compared with the reference, with central differences and with PyTorch. */
class CoverageTest {
    private static final Path PAGE = Path.of("../docs/coverage.md");

    /** So many networks at least hold each layer. */
    private static final int NETWORKS = 2;

    private static final int ALL = Integer.MAX_VALUE;

    /** As usual; unrolled; loops over rows; kernels; a mixture. */
    private static final List<Options> OPTIONS = List.of(
            Options.DEFAULT, new Options(ALL, ALL), new Options(0, ALL), new Options(0, 0), new Options(20, 60));

    /** They compute nothing: they hold what the caller gives. */
    private static final Set<String> SOURCES = Set.of("InputLayer", "TargetLayer", "PlaceholderLayer");

    /** The plan makes it of others, and does so for larger networks only: {@code FusedPoolingTest} compares it. */
    private static final Set<String> PLANNED = Set.of("PooledGradients");

    /** Tables, random numbers, and what reads or gives no floats: nothing of it has a gradient. */
    private static final Set<String> WITHOUT_GRADIENT = Set.of(
            "SinusoidalPositions",
            "SinusoidalTable",
            "Constant",
            "Table",
            "Noise",
            "And",
            "Or",
            "Not",
            "OneHot",
            "ArgExtreme",
            "CategoryEncoding");

    private final Coverage coverage = new Coverage(
            concrete(Layer.class, DenseLayer.class),
            concrete(Op.class, Linear.class),
            concrete(Follower.class, Rewrites.class));
    private final Candidates candidates = new Candidates();
    private final Set<Integer> compared = new HashSet<>();

    @Test
    void nothingIsWithoutItsChecks() throws IOException {
        coverage.layers().forEach(row -> compare(row, CoverageTest::enough, Candidate::layers));
        coverage.ops().forEach(row -> compare(row, CoverageTest::differentiated, Candidate::ops));
        coverage.fusions().forEach(row -> compare(row, CoverageTest::enough, Candidate::fusions));
        GoldenCases.all().forEach(golden -> coverage.comparedWithPyTorch(golden.declared(), golden.largestError()));
        assertThat(coverage.layers())
                .as("compared with PyTorch")
                .filteredOn(row -> !row.hasPyTorch())
                .isEmpty();
        assertThat(coverage.ops())
                .as("compared with PyTorch")
                .filteredOn(row -> !row.hasPyTorch())
                .isEmpty();
        checkPage();
    }

    private static boolean enough(Row layer) {
        return layer.networks() >= NETWORKS && differentiated(layer);
    }

    private static boolean differentiated(Row row) {
        return row.hasGradient() || row.networks() > 0 && WITHOUT_GRADIENT.contains(row.name());
    }

    /** Compares the first networks by seed that hold a layer or an op. */
    private void compare(Row row, Predicate<Row> enough, Function<Candidate, Set<String>> parts) {
        for (int seed = 0; !enough.test(row); seed++) {
            Candidate candidate = candidates.get(seed, row.name());
            if (!compared.contains(seed) && parts.apply(candidate).contains(row.name())) {
                Network network = candidate.network();
                Experiment experiment = new Experiment(network, 1 + seed % 5, seed);
                if (experiment.isSmooth()) {
                    Options options = OPTIONS.get(compared.size() % OPTIONS.size());
                    coverage.compared(network, options, experiment.run(Compiled.of(network, options)));
                    compared.add(seed);
                }
            }
        }
    }

    private void checkPage() throws IOException {
        String page = CoveragePage.of(coverage);
        if (Boolean.getBoolean("nervure.updateGolden")) {
            Files.writeString(PAGE, page);
        }
        CoveragePage.requireToldBy(Files.readString(PAGE), page);
    }

    /** What there is of a type in the package of one of them. */
    private static <T> List<Class<? extends T>> concrete(Class<T> type, Class<?> one) {
        return Inventory.ofPackage(one).stream()
                .filter(type::isAssignableFrom)
                .filter(found -> !Modifier.isAbstract(found.getModifiers()))
                .filter(found -> !SOURCES.contains(found.getSimpleName()) && !PLANNED.contains(found.getSimpleName()))
                .<Class<? extends T>>map(found -> found.asSubclass(type))
                .toList();
    }
}
