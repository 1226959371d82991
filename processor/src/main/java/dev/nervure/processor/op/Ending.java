package dev.nervure.processor.op;

import com.palantir.javapoet.CodeBlock;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a product does with its results before it stores them, in terms of the runtime's {@code Epilogue}. */
public final class Ending {
    private final Step product;
    private final Code code;
    private final List<CodeBlock> calls = new ArrayList<>();
    private Value result;
    private @Nullable Step function;
    private @Nullable String pooling;
    private @Nullable Value pooled;
    private boolean storesResult = true;

    /** Nothing is done. */
    Ending(Step product, Code code) {
        this.product = product;
        this.code = code;
        this.result = product.output();
    }

    /** The batch norm of its channels, with running statistics. */
    public void normalize(Step norm) {
        BatchNorm op = (BatchNorm) norm.op();
        op.requireRunningStatistics(norm, code);
        calls.add(op.inEpilogue(norm, code));
        result = norm.output();
    }

    /** The sum with another tensor. */
    public void add(Step sum, Value other) {
        calls.add(CodeBlock.of("add($L)", code.array(other)));
        result = sum.output();
    }

    /** A function of each value. */
    public void apply(Step elementwise) {
        function = elementwise;
        result = elementwise.output();
    }

    /** One value of many, by a method of the runtime's {@code Convolution}. */
    public void pool(String method, Step pool) {
        pooling = method;
        pooled = pool.output();
    }

    /** Only what is pooled is stored, in any activations. */
    void storesNoResult() {
        storesResult = false;
    }

    /** Whether some activations hold what is pooled. */
    boolean storesResult() {
        return storesResult;
    }

    /** What the epilogue ends with. */
    Value result() {
        return result;
    }

    /** The function of generated loops; null if there is none. */
    @Nullable
    Step function() {
        return function;
    }

    /** The method that pools the results; null if none does. */
    @Nullable
    String pooling() {
        return pooling;
    }

    /** What it makes of them; null if nothing. */
    @Nullable
    Value pooled() {
        return pooled;
    }

    /** The argument of the product. */
    CodeBlock epilogue() {
        CodeBlock constant =
                CodeBlock.of("$T.$L", KernelTypes.EPILOGUE, function == null ? "NONE" : Epilogues.name(function));
        if (calls.isEmpty()) {
            return constant;
        }
        String own = code.scratch(product.output().name() + "Epilogue", KernelTypes.EPILOGUE);
        List<CodeBlock> all = new ArrayList<>(List.of(CodeBlock.of("$L", own)));
        all.addAll(calls);
        if (function != null) {
            all.add(CodeBlock.of("then($L)", constant));
        }
        return all.stream().collect(CodeBlock.joining("."));
    }
}
