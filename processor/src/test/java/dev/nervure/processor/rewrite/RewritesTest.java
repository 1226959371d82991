package dev.nervure.processor.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Programs;
import dev.nervure.processor.graph.Decision;
import dev.nervure.processor.graph.Decision.Choice;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Fused;
import dev.nervure.processor.op.PooledGradients;
import dev.nervure.processor.op.Repeat;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.plan.Plan;
import dev.nervure.processor.plan.Planner;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each rewrite where it applies, where it does not, and why; programs alone, without Java. */
class RewritesTest {
    private static final Options KERNELS = new Options(0, 0);
    private static final Options LOOPS = new Options(0, Integer.MAX_VALUE);

    private static Tensor x() {
        return Tensor.input("x", 7);
    }

    private static Tensor image() {
        return Tensor.input("x", 3, 16, 16);
    }

    private static Tensor conv(Tensor x) {
        return x.conv2d(4, 3, o -> o.padding(1)).named("conv");
    }

    private static Program forward(Network network, Options options) {
        return Rewrites.forward(Programs.lowered(network, options));
    }

    /** The local names of what each step computes together, joined by +. */
    private static List<String> together(Program program) {
        return program.forward().stream()
                .map(step -> String.join(
                        "+",
                        step.op().parts(step).stream()
                                .map(part -> part.output().local())
                                .toList()))
                .toList();
    }

    private static Decision decision(Program program, String layer, Choice choice) {
        return program.decisions().stream()
                .filter(decision -> decision.layer().equals(layer) && decision.choice() == choice)
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError(program.decisions()));
    }

    private static void assertApart(Network network, Options options, String layer, String reason) {
        Program program = forward(network, options);
        assertThat(decision(program, layer, Choice.SEPARATE).reason()).isEqualTo(reason);
        assertThat(program.forward().stream()
                        .flatMap(step -> step.op().parts(step).stream().skip(1))
                        .map(Step::layer))
                .doesNotContain(layer);
    }

    @Test
    void batchNormIsFoldedIntoProducts() {
        Program dense = forward(Network.of(x().dense(5).named("z").batchNorm().named("y")), KERNELS);
        assertThat(together(dense)).containsExactly("z+y");
        assertThat(decision(dense, "y", Choice.FUSED).reason()).startsWith("inference normalises");
        Tensor line = Tensor.input("x", 3, 16);
        assertThat(together(forward(
                        Network.of(line.conv1d(4, 3).named("z").batchNorm().named("y")), Options.DEFAULT)))
                .containsExactly("z+y");
    }

    @Test
    void batchNormStaysApart() {
        assertApart(
                Network.of(x().dense(5).batchNorm().named("y")),
                LOOPS,
                "y",
                "only the runtime's products normalise their results");
        assertApart(
                Network.of(Tensor.input("x", 6, 7).dense(5).batchNorm().named("y")),
                KERNELS,
                "y",
                "its channels are not the outputs of the product");
        assertApart(
                Network.of(image().convTranspose2d(4, 3).batchNorm().named("y")),
                Options.DEFAULT,
                "y",
                "only the runtime's products normalise their results");
        Tensor read = conv(image());
        assertApart(
                Network.of(read.batchNorm().named("y"), read.globalAvgPool()),
                Options.DEFAULT,
                "y",
                "conv is needed again");
        assertApart(Network.of(read.batchNorm().named("y"), read), Options.DEFAULT, "y", "conv is needed again");
        assertThat(together(forward(Network.of(conv(image()).relu().batchNorm().named("y")), Options.DEFAULT)))
                .as("after a function")
                .containsExactly("conv+relu", "y");
    }

    @Test
    void functionsAreApplied() {
        for (Activation function : List.of(Activation.GELU, Activation.GELU_TANH, Activation.SILU)) {
            Program dense = forward(Network.of(x().dense(5, function).named("y")), KERNELS);
            assertThat(together(dense)).containsExactly("yZ+y");
            assertThat(decision(dense, "y", Choice.FUSED).reason()).contains("z is kept for training alone");
            assertThat(together(forward(
                            Network.of(image().conv2d(4, 3, o -> o.activation(function))
                                    .named("y")),
                            Options.DEFAULT)))
                    .containsExactly("yZ+y");
        }
        Program relu = forward(Network.of(x().dense(5).named("z").relu().named("y")), KERNELS);
        assertThat(together(relu)).as("of a layer of its own").containsExactly("z+y");
        assertThat(decision(relu, "y", Choice.FUSED).reason()).contains("z is not kept");
        assertThat(together(forward(Network.of(x().dense(5, Activation.SELU).named("y")), new Options(99, 99))))
                .as("in generated code, any whose slope follows from its value")
                .containsExactly("yZ+y");
    }

    @Test
    void functionsStayApart() {
        assertApart(
                Network.of(x().dense(5, Activation.MISH).named("y")),
                KERNELS,
                "y",
                "the runtime's products do not apply it");
        assertApart(
                Network.of(x().dense(5, Activation.GELU).named("y")), LOOPS, "y", "its slope needs z, so z is kept");
        assertApart(
                Network.of(x().dense(5, Activation.SOFTMAX).named("y")),
                KERNELS,
                "y",
                "it is not computed element by element");
        assertApart(
                Network.of(image().convTranspose2d(4, 3, o -> o.activation(Activation.RELU))
                        .named("y")),
                Options.DEFAULT,
                "y",
                "only the runtime's convolutions apply functions to their results");
    }

    @Test
    void sumsAreAdded() {
        Tensor x = x().dense(7, Activation.TANH).named("h");
        assertThat(together(forward(
                        Network.of(x.plus(x.dense(7).named("z"))
                                .named("sum")
                                .relu()
                                .named("y")),
                        KERNELS)))
                .containsExactly("hZ+h", "z+sum+y");
        Tensor first = x.dense(7).named("first");
        Tensor second = x.dense(7).named("second");
        assertThat(together(forward(Network.of(first.plus(second).named("sum")), KERNELS)))
                .as("to the later of two products")
                .containsExactly("hZ+h", "first", "second+sum");
    }

    @Test
    void sumsAreAddedToAProductThatIsNotTheStepBefore() {
        Tensor x = x().dense(7, Activation.TANH).named("h");
        Tensor z = x.dense(7).named("z");
        Tensor other = x.softmax().named("zz"); // computed after z
        assertThat(together(forward(Network.of(z.plus(other).named("sum")), KERNELS)))
                .containsExactly("hZ+h", "zz", "z+sum");
    }

    @Test
    void sumsStayApart() {
        Tensor x = x().dense(7, Activation.TANH).named("h");
        Tensor z = x.dense(7).named("z");
        assertApart(Network.of(x.plus(z).named("sum"), z.dense(1)), KERNELS, "sum", "z is needed again");
        assertApart(Network.of(x.plus(z).named("sum"), z), KERNELS, "sum", "z is needed again");
        assertApart(
                Network.of(x.plus(z).named("sum")), LOOPS, "sum", "only the runtime's products add to their results");
        assertApart(
                Network.of(Tensor.input("many", 3, 7).plus(z).named("sum")), KERNELS, "sum", "it adds another shape");
    }

    @Test
    void maximaAndMeansAreTaken() {
        Program maxima =
                forward(Network.of(conv(image()).batchNorm().relu().maxPool2d(2).named("y")), Options.DEFAULT);
        assertThat(together(maxima)).containsExactly("conv+batchNorm+relu+y");
        assertThat(decision(maxima, "y", Choice.FUSED).reason()).contains("inference does not store");
        for (Activation function :
                List.of(Activation.IDENTITY, Activation.RELU, Activation.GELU, Activation.SILU, Activation.TANH)) {
            Tensor z = image().conv2d(4, 3, o -> o.activation(function)).named("z");
            assertThat(forward(Network.of(z.globalAvgPool().named("y")), Options.DEFAULT)
                            .forward())
                    .hasSize(1);
        }
    }

    @Test
    void maximaAndMeansStayApart() {
        Tensor gelu = image().conv2d(4, 3, o -> o.padding(1).activation(Activation.GELU));
        assertApart(
                Network.of(gelu.maxPool2d(2).named("y")),
                Options.DEFAULT,
                "y",
                "maxima are taken after no function but ReLU");
        Tensor read = conv(image());
        assertApart(
                Network.of(read.maxPool2d(2).named("y"), read.flatten()), Options.DEFAULT, "y", "conv is needed again");
        assertApart(
                Network.of(read.globalAvgPool().named("y"), read.flatten()),
                Options.DEFAULT,
                "y",
                "conv is needed again");
        assertThat(together(forward(Network.of(read.maxPool2d(3).named("y")), Options.DEFAULT)))
                .as("other windows")
                .containsExactly("conv", "y");
        assertThat(together(forward(Network.of(read.mean(1).named("y")), Options.DEFAULT)))
                .as("not of all places")
                .containsExactly("conv", "y");
    }

    @Test
    void valuesThatALossReadsStayApart() {
        Tensor z = x().dense(5).named("z");
        Network network = Network.of(z.relu().named("y")).loss(z.meanSquaredError(Tensor.target("t", 5)));
        assertApart(network, KERNELS, "y", "z is needed again");
    }

    @Test
    void blocksAreRewrittenInForwardAndBackwardAlike() {
        Network network = Network.of(x().dense(7)
                        .repeat(3, "block", t -> t.plus(t.dense(7).named("z")))
                        .named("y"))
                .loss(Loss.MEAN_SQUARED_ERROR);
        Program program = Programs.of(network, KERNELS);
        Program body = program.repeats().get(0).body();
        assertThat(body.forward()).hasSize(1).allMatch(step -> step.op() instanceof Fused);
        assertThat(body.backward()).isNotEmpty();
        assertThat(body.layouts()).isNotEmpty();
        assertThat(program.backward().stream()
                        .map(Step::op)
                        .filter(op -> op instanceof Repeat.Backward)
                        .map(op -> ((Repeat.Backward) op).repeat().body()))
                .hasSize(1)
                .allMatch(same -> same == body);
    }

    private static Network pooled(boolean trainable) {
        return Network.of(image().dense(16)
                        .conv2d(4, 3, o -> o.padding(1)
                                .activation(Activation.RELU)
                                .trainable(trainable))
                        .named("conv")
                        .maxPool2d(2)
                        .dense(3))
                .loss(Loss.MEAN_SQUARED_ERROR);
    }

    @Test
    void gradientsGoThroughMaxima() {
        Program program = Programs.of(pooled(true), Options.DEFAULT);
        assertThat(program.backward())
                .filteredOn(step -> step.op() instanceof PooledGradients)
                .hasSize(1);
        assertThat(decision(program, "conv", Choice.FUSED).reason()).contains("training stores nothing");
        assertThat(program.backward().stream()
                        .filter(step -> step.output().local().equals("dConv")))
                .as("remains where gradients of tensors are wanted")
                .isNotEmpty()
                .allMatch(step -> step.when().looking());
    }

    @Test
    void gradientsGoThroughMaximaByThemselves() {
        Program program = Programs.of(pooled(false), Options.DEFAULT);
        assertThat(program.backward()).noneMatch(step -> step.op() instanceof PooledGradients);
        assertThat(decision(program, "conv", Choice.SEPARATE).reason()).isEqualTo("the weights are fixed");
        Network normalised = Network.of(
                        conv(image()).batchNorm().relu().maxPool2d(2).dense(3))
                .loss(Loss.MEAN_SQUARED_ERROR);
        assertThat(Programs.of(normalised, Options.DEFAULT).backward())
                .as("through batch norm")
                .noneMatch(step -> step.op() instanceof PooledGradients);
    }

    /** How many results each kind of activations leaves out: everything, training, inference. */
    private static List<Integer> leftOut(Network network, Options options) {
        Program program = Programs.of(network, options);
        Plan plan = Planner.plan(program);
        Step fused = program.forward().stream()
                .filter(step -> step.op() instanceof Fused)
                .findFirst()
                .orElseThrow();
        var left = plan.leftOut(fused);
        return List.of(left.everything(), left.training(), left.inference());
    }

    private static Network trained(Tensor y) {
        return Network.of(y).loss(Loss.MEAN_SQUARED_ERROR);
    }

    @Test
    void resultsAreLeftOutWhereNobodyReadsThem() {
        assertThat(leftOut(trained(x().dense(5, Activation.RELU).dense(2)), KERNELS))
                .as("z has no name and no reader")
                .containsExactly(1, 1, 1);
        assertThat(leftOut(trained(x().dense(5, Activation.GELU).dense(2)), KERNELS))
                .as("the slope of GELU reads z")
                .containsExactly(0, 0, 1);
        assertThat(leftOut(Network.of(x().dense(5, Activation.GELU).dense(2, o -> o.trainable(false))), KERNELS))
                .as("the weights before GELU learn")
                .containsExactly(0, 0, 1);
        assertThat(leftOut(trained(x().dense(5).named("z").relu().dense(2)), KERNELS))
                .as("z has a name")
                .containsExactly(0, 1, 1);
        assertThat(leftOut(trained(conv(image()).batchNorm().relu().maxPool2d(2).dense(2)), Options.DEFAULT))
                .as("statistics read the convolution in training, and what follows is computed from it")
                .containsExactly(0, 0, 3);
        Tensor relu = image().conv2d(4, 3, o -> o.padding(1).activation(Activation.RELU));
        assertThat(leftOut(trained(relu.maxPool2d(2).dense(2)), Options.DEFAULT))
                .as("the gradients of maxima read what they are of")
                .containsExactly(1, 1, 2);
    }

    @Test
    void valuesWithoutAnArrayAreInNoActivations() {
        Plan plan =
                Planner.plan(Programs.of(trained(x().dense(5, Activation.RELU).named("y")), KERNELS));
        assertThat(plan.activations().stream().map(Value::name)).contains("y").doesNotContain("yZ");
    }

    @Test
    void nothingIsComputedTwice() {
        Stream.of(
                        pooled(true),
                        trained(conv(image()).batchNorm().relu().maxPool2d(2).dense(2)))
                .forEach(network -> {
                    List<Value> outputs = Programs.of(network, KERNELS).forward().stream()
                            .flatMap(step -> step.outputs().stream())
                            .toList();
                    assertThat(outputs).doesNotHaveDuplicates();
                    assertThat(outputs)
                            .containsExactlyInAnyOrderElementsOf(Programs.lowered(network, KERNELS).forward().stream()
                                    .flatMap(step -> step.outputs().stream())
                                    .map(Value::name)
                                    .map(name -> outputs.stream()
                                            .filter(value -> value.name().equals(name))
                                            .findFirst()
                                            .orElseThrow())
                                    .toList());
                });
    }

    @Test
    void blocksKeepTheirTurns() {
        Network network = Network.of(x().dense(7).repeat(3, "block", t -> t.dense(7, Activation.RELU)));
        Repetition repeat = Programs.of(network, KERNELS).repeats().get(0);
        assertThat(repeat.times()).isEqualTo(3);
        assertThat(together(repeat.body())).hasSize(1);
    }

    /** The gradients that are one array with another one, as {@code dA = dB}. */
    private static List<String> aliases(Network network) {
        return Programs.of(network, Options.DEFAULT).aliases().entrySet().stream()
                .map(alias -> alias.getKey().local() + " = " + alias.getValue().local())
                .toList();
    }

    @Test
    void gradientsOfTermsAreThatOfTheSum() {
        Tensor x = x();
        Tensor a = x.dense(5, Activation.TANH).named("a");
        Tensor b = x.dense(5, Activation.TANH).named("b");
        assertThat(aliases(Network.of(a.plus(b).named("sum").dense(2).named("y"))))
                .as("both terms")
                .containsExactlyInAnyOrder("dA = dSum", "dB = dSum");
        Tensor flat = Tensor.input("x", 5, 3).tanh().named("a").flatten().named("flat");
        assertThat(aliases(Network.of(flat.dense(2).named("y")))).as("reshaped").containsExactly("dA = dFlat");
        Tensor terms = a.plus(b).named("inner").plus(x.dense(5).named("c")).named("sum");
        assertThat(aliases(Network.of(terms.dense(2).named("y"))))
                .as("of a sum in a sum")
                .contains("dInner = dSum", "dA = dSum", "dB = dSum");
    }

    @Test
    void gradientsThatAreAddedToAreCopies() {
        Tensor x = x();
        Tensor a = x.dense(5, Activation.TANH).named("a");
        Tensor b = a.dense(5).named("b");
        assertThat(aliases(Network.of(a.plus(b).named("sum").dense(2).named("y"))))
                .as("a is read by b as well")
                .containsExactly("dB = dSum");
        Tensor sum = a.plus(x.dense(5).named("c")).named("sum");
        assertThat(aliases(
                        Network.of(sum.dense(2).named("y"), sum.tanh().dense(2).named("z"))))
                .as("two readers of the sum are done before it is passed on")
                .contains("dA = dSum", "dC = dSum");
        assertThat(aliases(
                        Network.of(a.named("a"), a.plus(x.dense(5).named("c")).named("y"))))
                .as("callers write the gradients of outputs")
                .containsExactly("dC = dY");
    }
}
