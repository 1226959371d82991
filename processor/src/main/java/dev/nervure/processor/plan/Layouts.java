package dev.nervure.processor.plan;

import dev.nervure.processor.graph.Decision;
import dev.nervure.processor.graph.Decision.Choice;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Convolve;
import dev.nervure.processor.op.Gather;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How parameters lie in memory: by their size, as {@code docs/decisions.md} measured, and by what their readers know. */
public final class Layouts {
    /** HotSpot turns loops of fewer trips into straight scalar code instead of vectors: see docs/decisions/001-dense-layer-forms.md. */
    private static final int LEAST_TRIPS = 48;

    /** Fewer values are not worth an object of their own, nor another precision. */
    private static final int LEAST_TABLE = 1_024;

    /** Up to so many multiply-adds that costs less than the call of a kernel. */
    private static final int NARROW_WORK = 512;

    /** The layouts in the order in which they would be best, and why. */
    private record Wish(String reason, List<Layout> order) {}

    private static final List<Layout> FLAT_FIRST = List.of(Layout.FLAT, Layout.MATRIX, Layout.INPUT_MAJOR);

    private final Options options;
    private final int unrollLimit;
    private final Map<Value, List<Step>> readers = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();

    private Layouts(Program program, Options options) {
        this.options = options;
        Stream.of(program.forward(), program.loss()).flatMap(List::stream).forEach(step -> new LinkedHashSet<>(
                        step.inputs())
                .forEach(value ->
                        readers.computeIfAbsent(value, k -> new ArrayList<>()).add(step)));
        unrollLimit = withinBudget(program, options);
    }

    /** The size up to which all dense layers together stay within the budget: equal layers are treated alike. */
    private int withinBudget(Program program, Options options) {
        int limit = 0;
        long unrolled = 0;
        List<Integer> sizes = program.parameters().values().stream()
                .filter(parameter -> parameter.shape().rank() > 1 && work(readers(parameter)) > 0)
                .map(parameter -> parameter.shape().size())
                .sorted()
                .toList();
        for (int i = 0; i < sizes.size() && sizes.get(i) <= options.unrollLimit(); i++) {
            unrolled += sizes.get(i);
            if (unrolled > options.unrollBudget()) {
                return Math.min(limit, sizes.get(i) - 1);
            }
            limit = sizes.get(i);
        }
        return options.unrollLimit();
    }

    private List<Step> readers(Value parameter) {
        return readers.getOrDefault(parameter, List.of());
    }

    private static long work(List<Step> readers) {
        return readers.stream()
                .mapToLong(step -> step.op().multiplyAdds(step))
                .max()
                .orElse(0);
    }

    /** The same program with a layout of each parameter, and the reasons. */
    public static Program choose(Program lowered, Options options) {
        Program program = lowered.withBodies(body -> choose(body, options));
        Layouts choice = new Layouts(program, options);
        Map<String, Layout> layouts = new HashMap<>();
        program.parameters()
                .forEach((path, parameter) -> layouts.put(parameter.name(), choice.layout(path, parameter)));
        return program.withLayouts(layouts).withDecisions(choice.decisions);
    }

    /** The first layout by size that every reader can work with. */
    private Layout layout(String path, Value parameter) {
        List<Step> readers = readers(parameter);
        boolean convolved = readers.stream().anyMatch(step -> step.op() instanceof Convolve);
        long work = work(readers);
        boolean lookedUp = !readers.isEmpty() && readers.stream().allMatch(step -> step.op() instanceof Gather);
        Wish wish = lookedUp && parameter.shape().size() >= LEAST_TABLE
                ? new Wish("its rows are looked up", List.of(Layout.TABLE))
                : wish(parameter, convolved, work);
        Layout layout = wish.order.stream()
                .filter(each -> readers.stream()
                        .allMatch(step -> step.op().layouts(step, parameter).contains(each)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no layout suits all readers of " + parameter));
        if (work > 0 && parameter.shape().rank() > 1) {
            String reason = layout == wish.order.get(0) ? wish.reason : "what reads it is written in no other way";
            Choice choice =
                    switch (layout) {
                        case FLAT -> convolved ? Choice.LOOPS : Choice.UNROLLED;
                        case INPUT_MAJOR -> Choice.LOOPS;
                        case MATRIX, TABLE -> Choice.KERNEL;
                    };
            readers.stream()
                    .map(Step::layer)
                    .distinct()
                    .forEach(layer -> decisions.add(new Decision(layer, path, choice, reason)));
        }
        return layout;
    }

    private Wish wish(Value parameter, boolean convolved, long work) {
        int size = parameter.shape().size();
        int width =
                parameter.shape().rank() == 0 ? 1 : parameter.shape().axis(0).max();
        if (convolved) {
            return kernels("the runtime has a kernel for its sizes, faster than written loops");
        }
        if (work == 0) {
            return new Wish("it is not multiplied", FLAT_FIRST);
        }
        if (size <= unrollLimit) {
            String reason = compared(size, "weights, at most", options.unrollLimit(), "nervure.unrollLimit");
            return new Wish(reason, FLAT_FIRST);
        }
        if (work > options.loopLimit()) {
            return kernels(compared(work, "multiply-adds, more than", options.loopLimit(), "nervure.loopLimit"));
        }
        if (width < LEAST_TRIPS && work > NARROW_WORK) {
            return kernels("HotSpot would turn loops of " + width + " trips into scalar code");
        }
        String reason = compared(work, "multiply-adds, at most", options.loopLimit(), "nervure.loopLimit");
        return new Wish(reason, List.of(Layout.INPUT_MAJOR, Layout.MATRIX, Layout.FLAT));
    }

    private static Wish kernels(String reason) {
        return new Wish(reason, List.of(Layout.MATRIX, Layout.INPUT_MAJOR, Layout.FLAT));
    }

    private static String compared(long size, String what, int limit, String option) {
        return String.format(Locale.ROOT, "%,d %s the %,d of %s", size, what, limit, option);
    }
}
