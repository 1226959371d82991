package dev.nervure.processor.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.Window;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions over one or two axes, and transposed ones. A convolution ties together an image, a grid of places where its
 * kernel lies, and the weights {@code [outputs, inputs / groups, kernel…]}: {@code grid = W ∗ image}. Each of the three is
 * linear in the two others, and the derivatives of one are the other two: a transposed convolution computes the image.
 *
 * <p>Axes of fixed size are a call of the runtime's kernel; loops in generated code serve axes of variable length.
 *
 * @param part which of the three is computed
 * @param windows how the kernel moves along each axis of the image
 */
public record Convolve(Part part, List<Window> windows, int groups) implements Product {
    /** What is computed from the two others. */
    public enum Part {
        /** {@code grid[o, k] = Σ W[o, c, t] image[c, stride k + dilation t − before] (+ b[o])}, reading image, W and b. */
        GRID,
        /** {@code image[c, i] = Σ W[o, c, t] grid[o, k]} where that is its place {@code (+ b[c])}, reading grid, W and b. */
        IMAGE,
        /** {@code W[o, c, t] = Σ grid[o, k] image[c, …]}, reading grid and image. */
        WEIGHT
    }

    public Convolve {
        windows = List.copyOf(windows);
    }

    @Override
    public String formula(Step step) {
        String weight = step.inputs().get(0).holder() == Value.Holder.GRADIENTS && part != Part.WEIGHT
                ? step.input(1).local()
                : "W"; // in backward, where a method may have several
        String bias = bias(step) == null ? "" : " + b";
        return step.output().local()
                + Linear.sign(step)
                + switch (part) {
                    case GRID -> weight + " ∗ " + step.input(0).local() + bias;
                    case IMAGE -> weight + "ᵀ ∗ " + step.input(0).local() + bias;
                    case WEIGHT -> step.input(0).local() + " ∗ " + step.input(1).local();
                };
    }

    @Override
    public Integer ownAxis() {
        return 0;
    }

    @Override
    public Set<Layout> layouts(Step step, Value parameter) {
        return parameter == step.input(1)
                        && kernelServes(image(step).shape(), grid(step).shape())
                ? Set.of(Layout.MATRIX, Layout.FLAT)
                : Set.of(Layout.FLAT);
    }

    @Override
    public long multiplyAdds(Step step) {
        Value weight = step.input(1);
        Shape grid = grid(step).shape();
        return (long) grid.size() / grid.axis(0).max() * weight.shape().size();
    }

    @Override
    public void differentiate(Step step, Adjoint adjoint) {
        Value d = adjoint.gradient(step.output());
        Value x = step.input(0);
        Value weight = step.input(1);
        boolean forward = part == Part.GRID;
        Convolve ofWeight = new Convolve(Part.WEIGHT, windows, groups);
        adjoint.contribute(weight, ofWeight, forward ? List.of(d, x) : List.of(x, d));
        Value bias = bias(step);
        if (bias != null) {
            adjoint.contribute(bias, new ChannelSums(), List.of(d));
        }
        adjoint.contribute(x, new Convolve(forward ? Part.IMAGE : Part.GRID, windows, groups), List.of(d, weight));
    }

    @Override
    public boolean callsKernel(Step step, Layout layout) {
        return part == Part.GRID && layout == Layout.MATRIX;
    }

    private @Nullable Value bias(Step step) {
        return part != Part.WEIGHT && step.inputs().size() > 2 ? step.input(2) : null;
    }

    private Value image(Step step) {
        return switch (part) {
            case GRID -> step.input(0);
            case IMAGE -> step.output();
            case WEIGHT -> step.input(1);
        };
    }

    private Value grid(Step step) {
        return part == Part.GRID ? step.output() : step.input(0);
    }

    private Value weight(Step step) {
        return part == Part.WEIGHT ? step.output() : step.input(1);
    }

    /** Sizes are fixed, and the grid is what the kernel makes of the image: more may be cut off a transposed result. */
    private boolean kernelServes(Shape image, Shape grid) {
        if (!image.constant()) {
            return false;
        }
        for (int axis = 0; axis < windows.size(); axis++) {
            Window w = windows.get(axis);
            Window padded = new Window(w.size(), w.stride(), w.dilation(), w.before(), Math.max(w.after(), 0));
            if (w.before() < 0 || !padded.places(image.axis(1 + axis)).equals(grid.axis(1 + axis))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void emit(Step step, Ending ending, Code code) {
        if (code.layout(weight(step)) == Layout.MATRIX) {
            kernel(step, ending, code);
        } else {
            new ConvolutionLoops(this, image(step), grid(step), weight(step), bias(step)).emit(step, code);
        }
    }

    private void kernel(Step step, Ending ending, Code code) {
        String name = step.layer();
        Value y = step.output();
        String convolution = code.constant(name, KernelTypes.CONVOLUTION, shape(step));
        String scratch = code.scratch(name + "Scratch", KernelTypes.CONVOLUTION_SCRATCH);
        String weights = code.array(weight(step));
        String first = code.array(step.input(0));
        Index samples = Code.samples(step.input(0).shape());
        Value bias = bias(step);
        switch (part) {
            case GRID -> {
                boolean readsLast = code.channelsLast(step.input(0));
                if (step.add()) {
                    addGrid(step, code, convolution, scratch);
                } else if (ending.pooling() != null) {
                    code.add(
                            "$L.$L($L, $L, $L, $L, $L, $L, $L, $L$L)",
                            convolution,
                            ending.pooling(),
                            weights,
                            first,
                            samples,
                            code.arrayOrNull(bias),
                            ending.epilogue(),
                            ending.storesResult() ? code.array(ending.result()) : convolutionOf("NOTHING"),
                            code.arrayOrNull(ending.pooled()),
                            scratch,
                            order(readsLast, readsLast));
                } else {
                    code.add(
                            "$L.forward($L, $L, 0, $L, $L, $L, $L, 0, $L$L)",
                            convolution,
                            weights,
                            first,
                            samples,
                            code.arrayOrNull(bias),
                            ending.epilogue(),
                            code.array(ending.result()),
                            scratch,
                            order(readsLast, code.channelsLast(ending.result())));
                }
            }
            case IMAGE -> {
                code.add(
                        "$L.inputGradient($L, $L, 0, $L, $L, 0, $L, $L)",
                        convolution,
                        weights,
                        first,
                        samples,
                        code.array(y),
                        Boolean.toString(step.add()),
                        scratch);
                if (bias != null) {
                    addBias(y, bias, code);
                }
            }
            case WEIGHT ->
                code.add(
                        "$L.weightGradient($L, $L, 0, $L, $L, 0, $L, $L)",
                        convolution,
                        weights,
                        first,
                        samples,
                        code.array(step.input(1)),
                        Boolean.toString(step.add()),
                        scratch);
        }
    }

    /** The last argument where inference has channels last; nothing where it has them first, as all else. */
    private static CodeBlock order(boolean readsLast, boolean writesLast) {
        if (!readsLast && !writesLast) {
            return CodeBlock.of("");
        }
        String order = readsLast ? writesLast ? "LAST" : "TO_FIRST" : "TO_LAST";
        return CodeBlock.of(", a.order($T.$L)", KernelTypes.CHANNEL_ORDER, order);
    }

    private static CodeBlock convolutionOf(String constant) {
        return CodeBlock.of("$T.$L", KernelTypes.CONVOLUTION, constant);
    }

    /** {@code y += W ∗ x}, sample by sample: the kernel sets its result. */
    private static void addGrid(Step step, Code code, String convolution, String scratch) {
        Value y = step.output();
        String sum = code.scratch(step.layer() + "Sum", y.shape().size());
        code.nest(y, 0, at -> {
            code.add(
                    "$L.forward($L, $L, $L, 1, null, $T.NONE, $L, 0, $L)",
                    convolution,
                    code.array(step.input(1)),
                    code.array(step.input(0)),
                    code.offset(step.input(0), at),
                    KernelTypes.EPILOGUE,
                    sum,
                    scratch);
            Index i = code.loop("i", code.axes(y).size());
            code.add("$L[$L] += $L[$L]", code.array(y), code.offset(y, at).plus(i), sum, i)
                    .end();
        });
    }

    /** {@code y += b} of each channel. */
    private static void addBias(Value y, Value bias, Code code) {
        code.nest(
                y,
                1,
                at -> code.runs(
                        y,
                        at,
                        1,
                        (place, i) -> code.add("$L[$L] += $L[$L]", code.array(y), i, code.array(bias), at.get(1))));
    }

    /** {@code Convolution.of(ConvolutionShape.of(…)…)}. */
    CodeBlock shape(Step step) {
        Shape image = image(step).shape();
        boolean flat = windows.size() == 1;
        Window w = windows.get(windows.size() - 1);
        Window h = flat ? new Window(1, 1, 1, 0, 0) : windows.get(0);
        List<Integer> sizes = new ArrayList<>(List.of(
                image.axis(0).max(),
                flat ? 1 : image.axis(1).max(),
                image.axis(-1).max(),
                weight(step).shape().axis(0).max(),
                h.size(),
                w.size()));
        CodeBlock.Builder shape = CodeBlock.builder()
                .add("$T.of($T.of(", KernelTypes.CONVOLUTION, KernelTypes.CONVOLUTION_SHAPE)
                .add(sizes.stream().map(size -> Integer.toString(size)).collect(Collectors.joining(", ")))
                .add(")");
        if (h.stride() != 1 || w.stride() != 1) {
            shape.add(".stride($L, $L)", h.stride(), w.stride());
        }
        int bottom = Math.max(h.after(), 0);
        int right = Math.max(w.after(), 0);
        if (h.before() + w.before() + bottom + right > 0) {
            shape.add(".padding($L, $L, $L, $L)", h.before(), w.before(), bottom, right);
        }
        if (h.dilation() != 1 || w.dilation() != 1) {
            shape.add(".dilation($L, $L)", h.dilation(), w.dilation());
        }
        if (groups != 1) {
            shape.add(".groups($L)", groups);
        }
        return shape.add(")").build();
    }
}
