package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Axes;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.Index;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.LeftOut;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Table;
import dev.nervure.processor.plan.Plan;
import dev.nervure.processor.plan.Sizes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of one layer's method while its steps write it: statements, loops over samples and rows, and the local
 * variables for the arrays that are used. What has become too long for one method is cut where the steps allow it.
 */
final class MethodCode extends Code {
    private static final int LOCAL = 7; // bytes that set a local variable from a field

    /** A run of statements that can stand in a method of its own, and the condition under which they run. */
    record Piece(
            CodeBlock statements,
            Words words,
            Set<Value> arrays,
            Set<Dim.Symbol> lengths,
            Set<String> scratch,
            @Nullable String guard) {
        /** The bytes of bytecode, those of the local variables included. */
        int bytes() {
            return Bytecode.estimate(words) + (arrays.size() + lengths.size() + scratch.size()) * LOCAL;
        }

        /** Whether its condition, statements or local variables read from a parameter of the pass: w, a or g. */
        boolean reads(String parameter, boolean backward) {
            String ofScratch = backward ? "g" : "a";
            return words.all().contains(parameter)
                    || arrays.stream().anyMatch(value -> holder(value).equals(parameter))
                    || (!lengths.isEmpty() && parameter.equals("a"))
                    || (!scratch.isEmpty() && parameter.equals(ofScratch))
                    || (guard != null && guard.startsWith(parameter + "."));
        }
    }

    /** The parameter of the pass that holds a value. */
    static String holder(Value value) {
        return switch (value.holder()) {
            case WEIGHTS -> "w";
            case ACTIVATIONS -> "a";
            case GRADIENTS -> "g";
            case CONSTANTS -> throw new IllegalStateException(value + " is no field");
        };
    }

    /** A method of one row, and its variable. */
    record RowMethod(String name, String row, Piece body) {}

    private final String method;
    private final boolean backward;
    private final NameScope methods;
    private final Declaration declaration;
    private final Plan plan;
    private final Scratch scratch;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<RowMethod> rowMethods = new ArrayList<>();
    private CodeBlock.Builder statements = CodeBlock.builder();
    private Used used = new Used();
    private int depth;
    private SampleLoop loop = SampleLoop.none();
    private @Nullable Step step;
    private @Nullable String guard;

    /** What statements use that is not their own. */
    private static final class Used {
        private final Set<Value> arrays = new LinkedHashSet<>();
        private final Set<Dim.Symbol> lengths = new LinkedHashSet<>();
        private final Set<String> scratch = new LinkedHashSet<>();

        private void addAll(Used other) {
            arrays.addAll(other.arrays);
            lengths.addAll(other.lengths);
            scratch.addAll(other.scratch);
        }
    }

    /** What of a step is held back while the loop before it may go on with it. */
    private record Held(Used before, List<CodeBlock> comments) {}

    private @Nullable Held held;

    /**
     * @param method what its methods are called after
     * @param methods the names of the class's methods
     */
    MethodCode(
            String method, boolean backward, NameScope methods, Declaration declaration, Plan plan, Scratch scratch) {
        this.method = method;
        this.backward = backward;
        this.methods = methods;
        this.declaration = declaration;
        this.plan = plan;
        this.scratch = scratch;
    }

    @Override
    public Code add(String format, Object... args) {
        settle();
        loop = loop.with(format, depth);
        statements.addStatement(Java.statement(format, args));
        return this;
    }

    @Override
    public Code comment(String format, Object... args) {
        CodeBlock comment = CodeBlock.of("// " + format + "\n", args);
        if (held == null) {
            settle();
            statements.add(comment);
        } else {
            held.comments().add(comment);
        }
        return this;
    }

    @Override
    public Code begin(String format, Object... args) {
        settle();
        statements.beginControlFlow("$L", Java.header(format, args));
        depth++;
        return this;
    }

    @Override
    public Code otherwise() {
        settle();
        statements.nextControlFlow("else");
        return this;
    }

    @Override
    public Code block() {
        settle();
        statements.add("{\n").indent();
        depth++;
        return this;
    }

    @Override
    public Code end() {
        settle();
        depth--;
        if (loop.isAt(depth)) {
            loop = loop.waiting();
        } else {
            statements.endControlFlow();
        }
        return this;
    }

    /** A loop over the samples goes on with what a loop after it does with them. */
    @Override
    public Index loop(String wanted, Index first, Index end) {
        boolean samples = first.isZero() && end.toString().equals("n");
        if (!samples || step == null) {
            return super.loop(wanted, first, end);
        }
        if (loop.isWaiting() && loop.goesOn(step, depth, plan) && bytes() < SampleLoop.SMALL) {
            if (held != null) {
                held.before().addAll(used);
                used = held.before();
                held.comments().forEach(statements::add);
                held = null;
            }
            loop = loop.with(step);
            depth++;
            return Index.variable(loop.variable());
        }
        Index variable = super.loop(wanted, first, end);
        if (!loop.isOpen()) {
            loop = SampleLoop.of(variable.toString(), depth - 1, step);
        }
        return variable;
    }

    private int bytes() {
        return Bytecode.estimate(statements.build());
    }

    /** Closes a loop that does not go on, and writes what was held back. */
    private void settle() {
        if (loop.isWaiting()) {
            statements.endControlFlow();
            loop = SampleLoop.none();
        }
        if (held != null) {
            Used ofStep = used;
            used = held.before();
            pieces.add(take());
            used = ofStep;
            held.comments().forEach(statements::add);
            held = null;
        }
    }

    @Override
    public Code cut() {
        settle();
        if (!statements.isEmpty()) {
            pieces.add(take());
        }
        return this;
    }

    /** What was written since the last cut. */
    private Piece take() {
        CodeBlock written = statements.build();
        Piece taken = new Piece(written, Words.of(written), used.arrays, used.lengths, used.scratch, guard);
        statements = CodeBlock.builder();
        used = new Used();
        return taken;
    }

    @Override
    public Code eachRowApart(Value value, int axes, Each body) {
        String name = methods.add(method + "Row" + (rowMethods.isEmpty() ? "" : rowMethods.size() + 1));
        String variable = name("r");
        Piece statementsOfRow = apart(() -> body.write(Index.variable(variable)));
        rowMethods.add(new RowMethod(name, variable, statementsOfRow));
        eachRow(value, axes, r -> add("$L($L$L)", name, arguments(statementsOfRow), r));
        return this;
    }

    /** What is written as if a method began. */
    private Piece apart(Runnable body) {
        CodeBlock.Builder statementsAround = statements;
        Used usedAround = used;
        SampleLoop loopAround = loop;
        Held heldAround = held;
        String guardAround = guard;
        int depthAround = depth;
        statements = CodeBlock.builder();
        used = new Used();
        loop = SampleLoop.none();
        held = null;
        guard = null; // that of the call
        depth = 0;
        body.run();
        Piece written = take();
        statements = statementsAround;
        used = usedAround;
        loop = loopAround;
        held = heldAround;
        guard = guardAround;
        depth = depthAround;
        return written;
    }

    /** What the method of a row is given before the row. */
    private String arguments(Piece piece) {
        return PassParameters.of(declaration, backward).stream()
                .map(ParameterSpec::name)
                .filter(parameter -> piece.reads(parameter, backward))
                .map(parameter -> parameter + ", ")
                .collect(Collectors.joining());
    }

    /** Begins a step, which runs only where a condition holds; null for always. */
    void step(Step next, @Nullable String condition) {
        if (loop.isWaiting() && held == null && Objects.equals(guard, condition)) {
            held = new Held(used, new ArrayList<>());
            used = new Used();
        } else {
            cut();
        }
        guard = condition;
        step = next;
    }

    @Override
    public String array(Value value) {
        if (value.holder() == Value.Holder.CONSTANTS) {
            return constant(value.name(), Table.type(value), Table.initializer(value));
        }
        used.arrays.add(value);
        return plan.names().local(value);
    }

    @Override
    public Axes axes(Value value) {
        if (value.holder() == Value.Holder.CONSTANTS) {
            List<Index> sizes = value.shape().sample().stream()
                    .map(dim -> Index.of(dim.max()))
                    .toList();
            return new Axes(value.shape(), sizes);
        }
        Sizes sizes = plan.sizes().get(value);
        if (sizes == null) {
            throw new IllegalStateException(value + " is not of this program");
        }
        return scratch.axes(value, sizes);
    }

    @Override
    public boolean channelsLast(Value value) {
        return plan.program().channelsLast().contains(value);
    }

    @Override
    public boolean mayShare(Value a, Value b) {
        return plan.mayShare(a, b);
    }

    @Override
    public String name(String wanted) {
        String free = scratch.free(wanted);
        // A loop that goes on keeps its variable, whatever the step after it would have called it.
        return loop.isOpen() && free.equals(loop.variable()) ? scratch.free(wanted + "_") : free;
    }

    @Override
    public String scratch(String name, int length) {
        return use(scratch.floats(name, length));
    }

    @Override
    public String scratchRows(String name, int rows, int length) {
        return use(scratch.rows(name, rows, length));
    }

    @Override
    public String constant(String name, TypeName type, CodeBlock value) {
        return scratch.constant(name, type, value);
    }

    @Override
    public String constant(String name, List<Float> values) {
        return scratch.constant(name, values);
    }

    @Override
    public String scratch(String name, ClassName type) {
        return use(scratch.object(name, type));
    }

    private String use(String field) {
        used.scratch.add(field);
        return field;
    }

    @Override
    public ClassName blockType(Repetition repeat, String suffix) {
        Declaration block = declaration.block(repeat);
        return suffix.equals("Forward") ? block.forward() : block.type(suffix);
    }

    @Override
    public Layout layout(Value parameter) {
        return plan.layout(parameter);
    }

    @Override
    public LeftOut leftOut(Step step) {
        return plan.leftOut(step);
    }

    @Override
    public Index dim(Dim dim, Index s) {
        if (s.isZero()) {
            return Index.of(dim.max());
        }
        return Dims.java(dim, symbol -> {
            used.lengths.add(symbol);
            return Index.variable(Identifiers.lengths(symbol) + "[" + s + "]");
        });
    }

    List<Piece> pieces() {
        cut();
        guard = null;
        return pieces;
    }

    /** The methods that the pieces call. */
    List<RowMethod> rowMethods() {
        return rowMethods;
    }
}
