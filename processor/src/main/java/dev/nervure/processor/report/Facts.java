package dev.nervure.processor.report;

import dev.nervure.processor.emit.Costs;
import dev.nervure.processor.graph.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a report tells beside the sources; bytes and multiply-adds are those of one sample.
 *
 * @param name the declaration's
 * @param packageName the declaration's
 * @param signature inputs → outputs
 * @param statistics how many of the parameters are not learned, such as running means
 * @param units the network, then each block that repeats in it
 * @param methods every generated method; empty if nothing could be measured
 */
record Facts(
        String name,
        String packageName,
        String signature,
        Costs costs,
        long statistics,
        List<Unit> units,
        List<Method> methods) {
    /** HotSpot's {@code HugeMethodLimit}: longer methods are never compiled. */
    static final int METHOD_LIMIT = 8_000;

    /**
     * What became one set of classes: the network, or a block.
     *
     * @param name what the classes' names begin with
     * @param path the path of the block's parameters; null for the network
     * @param times how often it runs
     * @param recompute whether training computes the block's values again
     * @param costs those of one turn
     * @param training null where nothing is trained
     */
    record Unit(
            String name,
            @Nullable String path,
            int times,
            boolean recompute,
            Costs costs,
            List<Layer> layers,
            MemoryMap inference,
            @Nullable MemoryMap training) {}

    /** What a tensor is for. */
    enum Role {
        INPUT,
        TARGET,
        HIDDEN,
        OUTPUT,
        LOSS
    }

    /**
     * One tensor and the layer that computes it.
     *
     * @param kind the annotation's name
     * @param attributes those that are not as the annotation has them
     * @param inputs the tensors that it reads
     * @param parameters the number of values that it is the first to read
     * @param activationBytes of all values that it computes, before arrays are shared
     * @param formulas what its forward code computes, a formula a step
     * @param kernels the classes of the runtime that its forward code uses
     * @param turns the blocks that run in it
     * @param forward its methods
     * @param backward its methods
     */
    record Layer(
            String name,
            String kind,
            Role role,
            List<String> attributes,
            String shape,
            List<String> inputs,
            long parameters,
            long parameterBytes,
            long activationBytes,
            long multiplyAdds,
            List<Decision> decisions,
            List<String> formulas,
            List<String> kernels,
            List<Turns> turns,
            List<MethodName> forward,
            List<MethodName> backward) {}

    /** A block that runs within a layer, by the name of its unit. */
    record Turns(String unit, int times) {}

    /** A method by the simple name of its class. */
    record MethodName(String type, String name) {}

    /** @param bytes of bytecode, as javac compiled it */
    record Method(String type, String name, String descriptor, int bytes) {}

    /**
     * Which values lie in memory at which step.
     *
     * @param bytes of all arrays
     */
    record MemoryMap(long bytes, List<Step> steps, List<Array> arrays) {}

    /** Which pass a step belongs to. */
    enum Pass {
        FORWARD,
        LOSS,
        BACKWARD
    }

    record Step(Pass pass, String layer, String formula) {}

    /**
     * @param gradients whether it holds gradients of tensors, not activations
     * @param shared whether the plan lets values share it
     * @param turns whether it stands for all arrays of a block's turns
     */
    record Array(boolean gradients, boolean shared, boolean turns, long bytes, List<Life> values) {}

    /** The steps, from 0, during which a value is needed; {@code to} is −1 if none of the pass needs it. */
    record Life(String name, String shape, int from, int to) {}
}
