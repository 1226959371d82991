package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.reference.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operators whose inputs, attributes or defaults differ between opsets, in each opset from 7 to 24: the sizes and the axes that
 * were attributes became inputs, and softmax changed what it runs over.
 */
class OpsetTest {
    /** {@code x [2, 4, 3]}; the first axis is the batch. */
    private static final int[] SHAPE = {2, 4, 3};

    private static final double[] X =
            IntStream.range(0, 24).mapToDouble(i -> (i * 7 % 24 - 11) / 8.0).toArray();

    private static final Map<String, Attribute> NONE = Map.of();

    /** The form of an operator from one opset to another: inputs beside {@code x}, of which null is left out, and attributes. */
    private record Form(
            int from, int to, String operator, int outputs, List<String> inputs, Map<String, Attribute> attributes) {}

    /** An operator, what it makes of {@link #X}, its forms in the order of opsets, and the inputs that they name. */
    private record Case(String name, double[] expected, List<Form> forms, Map<String, Literal> numbers) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Form form(
            int from, int to, String operator, List<String> inputs, Map<String, Attribute> attributes) {
        return new Form(from, to, operator, 1, inputs, attributes);
    }

    private static Attribute number(float value) {
        return new Attribute(value, 0, "", null, null, List.of(), List.of(), List.of());
    }

    private static Attribute numbers(Float... values) {
        return new Attribute(0, 0, "", null, null, List.of(values), List.of(), List.of());
    }

    private static Literal floats(float... values) {
        return Literal.of(DataType.FLOAT, List.of(values.length), values);
    }

    private static Literal scalar(float value) {
        return Literal.of(DataType.FLOAT, List.of(), new float[] {value});
    }

    private static double x(int n, int i, int j) {
        return X[(n * 4 + i) * 3 + j];
    }

    private interface Place {
        double of(int n, int i, int j);
    }

    private static double[] each(int rows, int columns, Place place) {
        double[] values = new double[2 * rows * columns];
        for (int k = 0; k < values.length; k++) {
            values[k] = place.of(k / (rows * columns), k / columns % rows, k % columns);
        }
        return values;
    }

    private static double sum(Place place, int n, int rows, int columns) {
        double sum = 0;
        for (int k = 0; k < rows * columns; k++) {
            sum += place.of(n, k / columns, k % columns);
        }
        return sum;
    }

    static Stream<Case> cases() {
        Place exp = (n, i, j) -> Math.exp(x(n, i, j));
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(
                "Slice",
                each(2, 3, (n, i, j) -> x(n, i + 1, j)),
                List.of(
                        form(7, 9, "Slice", List.of(), Map.of("axes", ints(1), "starts", ints(1), "ends", ints(3))),
                        form(10, 24, "Slice", List.of("one", "three", "one"), NONE)),
                Map.of("one", Literal.of(1), "three", Literal.of(3))));
        cases.add(new Case(
                "Pad",
                each(4, 5, (n, i, j) -> j == 0 || j == 4 ? 2 : x(n, i, j - 1)),
                List.of(
                        form(7, 10, "Pad", List.of(), Map.of("pads", ints(0, 0, 1, 0, 0, 1), "value", number(2))),
                        form(11, 17, "Pad", List.of("pads", "two"), NONE),
                        form(18, 24, "Pad", List.of("last", "two", "axis"), NONE)),
                Map.of(
                        "pads", Literal.of(0, 0, 1, 0, 0, 1),
                        "two", scalar(2),
                        "last", Literal.of(1, 1),
                        "axis", Literal.of(2))));
        cases.add(new Case(
                "Unsqueeze",
                X,
                List.of(
                        form(7, 12, "Unsqueeze", List.of(), Map.of("axes", ints(2))),
                        form(13, 24, "Unsqueeze", List.of("two"), NONE)),
                Map.of("two", Literal.of(2))));
        cases.add(new Case(
                "Clip",
                each(4, 3, (n, i, j) -> Math.max(-0.5, Math.min(0.25, x(n, i, j)))),
                List.of(
                        form(7, 10, "Clip", List.of(), Map.of("min", number(-0.5f), "max", number(0.25f))),
                        form(11, 24, "Clip", List.of("low", "high"), NONE)),
                Map.of("low", scalar(-0.5f), "high", scalar(0.25f))));
        cases.add(new Case(
                "Dropout",
                X,
                List.of(
                        form(7, 11, "Dropout", List.of(), Map.of("ratio", number(0.3f))),
                        form(12, 24, "Dropout", List.of("ratio"), NONE)),
                Map.of("ratio", scalar(0.3f))));
        cases.add(new Case(
                "Softmax of the last axis",
                each(4, 3, (n, i, j) -> exp.of(n, i, j) / sum((m, a, b) -> exp.of(m, i, b), n, 1, 3)),
                List.of(
                        form(7, 12, "Softmax", List.of(), Map.of("axis", Attribute.of(2))),
                        form(13, 24, "Softmax", List.of(), NONE)),
                Map.of()));
        cases.add(new Case(
                "LogSoftmax of the last axis",
                each(4, 3, (n, i, j) -> x(n, i, j) - Math.log(sum((m, a, b) -> exp.of(m, i, b), n, 1, 3))),
                List.of(
                        form(7, 12, "LogSoftmax", List.of(), Map.of("axis", Attribute.of(2))),
                        form(13, 24, "LogSoftmax", List.of(), NONE)),
                Map.of()));
        cases.add(reduction("ReduceSum", 13, each(4, 1, (n, i, j) -> sum((m, a, b) -> x(m, i, b), n, 1, 3))));
        cases.add(reduction("ReduceMean", 18, each(4, 1, (n, i, j) -> sum((m, a, b) -> x(m, i, b), n, 1, 3) / 3)));
        cases.add(reduction(
                "ReduceMax", 18, each(4, 1, (n, i, j) -> Math.max(x(n, i, 0), Math.max(x(n, i, 1), x(n, i, 2))))));
        cases.add(reduction(
                "ReduceSumSquare", 18, each(4, 1, (n, i, j) -> sum((m, a, b) -> x(m, i, b) * x(m, i, b), n, 1, 3))));
        cases.add(new Case(
                "Split",
                each(1, 3, (n, i, j) -> x(n, 0, j)),
                List.of(
                        new Form(7, 12, "Split", 2, List.of(), Map.of("axis", Attribute.of(1), "split", ints(1, 3))),
                        new Form(13, 24, "Split", 2, List.of("sizes"), Map.of("axis", Attribute.of(1)))),
                Map.of("sizes", Literal.of(1, 3))));
        cases.add(new Case(
                "Split into equal parts",
                each(2, 3, OpsetTest::x),
                List.of(
                        new Form(7, 17, "Split", 2, List.of(), Map.of("axis", Attribute.of(1))),
                        new Form(
                                18,
                                24,
                                "Split",
                                2,
                                List.of(),
                                Map.of("axis", Attribute.of(1), "num_outputs", Attribute.of(2)))),
                Map.of()));
        cases.add(new Case(
                "TopK",
                each(4, 1, (n, i, j) -> Math.max(x(n, i, 0), Math.max(x(n, i, 1), x(n, i, 2)))),
                List.of(
                        new Form(7, 9, "TopK", 2, List.of(), Map.of("axis", Attribute.of(2), "k", Attribute.of(1))),
                        new Form(10, 24, "TopK", 2, List.of("one"), Map.of("axis", Attribute.of(2)))),
                Map.of("one", Literal.of(1))));
        cases.add(new Case(
                "Upsample and Resize",
                each(4, 6, (n, i, j) -> x(n, i, j / 2)),
                List.of(
                        form(7, 8, "Upsample", List.of(), Map.of("scales", numbers(1f, 1f, 2f))),
                        form(9, 9, "Upsample", List.of("scales"), NONE),
                        form(10, 10, "Resize", List.of("scales"), NONE),
                        form(11, 24, "Resize", List.of("", "scales"), NONE)),
                Map.of("scales", floats(1, 1, 2))));
        cases.add(new Case(
                "BatchNormalization",
                each(4, 3, (n, i, j) -> (x(n, i, j) - i) / Math.sqrt(i + 1 + 1e-5) * 2 + 0.5),
                List.of(form(7, 24, "BatchNormalization", List.of("twos", "halves", "mean", "variance"), NONE)),
                Map.of(
                        "twos", floats(2, 2, 2, 2),
                        "halves", floats(0.5f, 0.5f, 0.5f, 0.5f),
                        "mean", floats(0, 1, 2, 3),
                        "variance", floats(1, 2, 3, 4))));
        return cases.stream();
    }

    /** Over the last axis, which is kept; its axes are an input from {@code opset} on. */
    private static Case reduction(String operator, int opset, double[] expected) {
        return new Case(
                operator,
                expected,
                List.of(
                        form(7, opset - 1, operator, List.of(), Map.of("axes", ints(2))),
                        form(opset, 24, operator, List.of("axes"), NONE)),
                Map.of("axes", Literal.of(2)));
    }

    private static Attribute ints(Integer... values) {
        return Attribute.of(List.of(values));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyOpsetGivesTheSame(Case each) {
        assertThat(runAll(each)).isEqualTo(24);
    }

    /** Up to opset 12 softmax runs over all axes from 1 on, unless an axis is given. */
    @Test
    void theOldSoftmaxTakesAllAxesOfASample() {
        Place exp = (n, i, j) -> Math.exp(x(n, i, j));
        double[] expected = each(4, 3, (n, i, j) -> exp.of(n, i, j) / sum(exp, n, 4, 3));
        Form form = form(7, 12, "Softmax", List.of(), NONE);
        assertThat(runAll(new Case("Softmax without an axis", expected, List.of(form), Map.of())))
                .isEqualTo(12);
    }

    /** Compares each opset of each form; returns the last of them. */
    private static int runAll(Case each) {
        int opset = 7;
        for (Form form : each.forms()) {
            assertThat(form.from()).as("no opset is left out").isEqualTo(opset);
            for (; opset <= form.to(); opset++) {
                compare(each, form, opset);
            }
        }
        return opset - 1;
    }

    private static void compare(Case each, Form form, int opset) {
        String name = each.name() + ", opset " + opset;
        OnnxImport imported = OnnxImport.of(model(form, opset, each.numbers()), ImportOptions.NONE);
        assertThat(imported.problems()).as(name).isEmpty();
        Map<String, Array> inputs = Map.of("x", new Array(SHAPE, X));
        float[] values = AsWrittenTest.values(AsWrittenTest.evaluate(imported, inputs), imported, 0);
        assertThat(values).as(name).hasSameSizeAs(each.expected());
        for (int i = 0; i < values.length; i++) {
            // Weights are floats of values around 1; all else is computed in double precision.
            assertThat((double) values[i]).as(name + ", value " + i).isCloseTo(each.expected()[i], offset(1e-6));
        }
    }

    private static OnnxModel model(Form form, int opset, Map<String, Literal> numbers) {
        List<String> inputs = new ArrayList<>(List.of("x"));
        inputs.addAll(form.inputs());
        List<String> outputs = List.of("y", "z").subList(0, form.outputs());
        OnnxNode node = new OnnxNode("", "", form.operator(), inputs, outputs, form.attributes());
        List<ValueInfo.Dimension> dims = List.of(
                new ValueInfo.Dimension(-1, "n"), new ValueInfo.Dimension(4, ""), new ValueInfo.Dimension(3, ""));
        ValueInfo x = new ValueInfo("x", DataType.FLOAT, dims);
        ValueInfo y = new ValueInfo("y", null, null);
        OnnxGraph graph = new OnnxGraph("graph", List.of(node), read(form, numbers), List.of(x), List.of(y));
        return new OnnxModel("", Map.of("", opset), Map.of(), Map.of(), graph);
    }

    /** The numbers that the form reads. */
    private static Map<String, Literal> read(Form form, Map<String, Literal> numbers) {
        Map<String, Literal> read = new TreeMap<>(numbers);
        read.keySet().retainAll(new TreeSet<>(form.inputs()));
        return read;
    }
}
