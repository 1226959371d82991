package dev.nervure.processor.onnx.operators;

import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.OnnxGraph;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Branches and loops that are decided while the graph is read. */
final class Control {
    /** Each time is code of its own. */
    private static final int MOST_TIMES = 1_000;

    private Control() {}

    static Map<String, Operator> operators() {
        return Map.of("If", Control::branch, "Loop", Control::loop);
    }

    private static OnnxGraph graph(Call call, String name) {
        Attribute attribute = call.attribute(name);
        if (attribute == null || attribute.graph() == null) {
            throw new Unsupported("its graph " + name + " is missing");
        }
        return attribute.graph();
    }

    private static List<Value> branch(Call call) {
        Literal condition = call.known(0, "the condition");
        return call.run(graph(call, condition.integer(0) != 0 ? "then_branch" : "else_branch"), List.of());
    }

    private static List<Value> loop(Call call) {
        OnnxGraph body = graph(call, "body");
        long times = call.has(0) ? call.known(0, "the number of times").integer(0) : MOST_TIMES + 1L;
        boolean goes = !call.has(1) || call.known(1, "the condition").integer(0) != 0;
        int carried = call.size() - 2;
        List<Value> state = new ArrayList<>();
        for (int i = 0; i < carried; i++) {
            state.add(call.in(2 + i));
        }
        List<List<Value>> scans = new ArrayList<>();
        for (int i = carried + 1; i < body.outputs().size(); i++) {
            scans.add(new ArrayList<>());
        }
        for (int time = 0; goes && time < times; time++) {
            if (time == MOST_TIMES) {
                throw new Unsupported("it may run more than " + MOST_TIMES + " times");
            }
            List<Value> given = new ArrayList<>();
            given.add(new Known(Literal.of(DataType.INT64, List.of(), new long[] {time})));
            given.add(new Known(Literal.of(DataType.BOOL, List.of(), new long[] {1})));
            given.addAll(state);
            List<Value> made = call.run(body, given);
            if (!(made.get(0) instanceof Known go)) {
                throw new Unsupported("its values decide at run time how often it runs");
            }
            goes = go.literal().integer(0) != 0;
            state = new ArrayList<>(made.subList(1, carried + 1));
            for (int i = 0; i < scans.size(); i++) {
                scans.get(i).add(made.get(carried + 1 + i));
            }
        }
        List<Value> results = new ArrayList<>(state);
        for (List<Value> scan : scans) {
            results.add(stacked(call, scan));
        }
        return results;
    }

    /** What each time gives, one after the other along a new first axis. */
    private static Value stacked(Call call, List<Value> parts) {
        if (parts.isEmpty()) {
            throw new Unsupported("it never runs");
        }
        Known first = new Known(Literal.of(0));
        List<Value> apart = new ArrayList<>();
        for (Value part : parts) {
            apart.add(call.apply("Unsqueeze", Map.of(), part, first));
        }
        return call.apply("Concat", Map.of("axis", Attribute.of(0)), apart.toArray(new Value[0]));
    }
}
