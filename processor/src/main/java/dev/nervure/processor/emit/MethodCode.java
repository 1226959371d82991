package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.LeftOut;
import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Repetition;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
            Set<Value> arrays,
            Set<Dim.Symbol> lengths,
            Set<String> scratch,
            @Nullable String guard) {
        /** The bytes of bytecode, those of the local variables included. */
        int bytes() {
            return Bytecode.estimate(statements) + (arrays.size() + lengths.size() + scratch.size()) * LOCAL;
        }
    }

    /** A method of one row, and its variable. */
    record RowMethod(String name, String row, Piece body) {}

    private final String method;
    private final String owners;
    private final NameScope methods;
    private final Declaration declaration;
    private final Plan plan;
    private final Scratch scratch;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<RowMethod> rowMethods = new ArrayList<>();
    private CodeBlock.Builder statements = CodeBlock.builder();
    private Set<Value> arrays = new LinkedHashSet<>();
    private Set<Dim.Symbol> lengths = new LinkedHashSet<>();
    private Set<String> usedScratch = new LinkedHashSet<>();
    private @Nullable String guard;

    /**
     * @param method what its methods are called after
     * @param owners the arguments that all methods take
     * @param methods the names of the class's methods
     */
    MethodCode(String method, String owners, NameScope methods, Declaration declaration, Plan plan, Scratch scratch) {
        this.method = method;
        this.owners = owners;
        this.methods = methods;
        this.declaration = declaration;
        this.plan = plan;
        this.scratch = scratch;
    }

    @Override
    public Code add(String format, Object... args) {
        statements.addStatement(Java.statement(format, args));
        return this;
    }

    @Override
    public Code comment(String format, Object... args) {
        statements.add("// " + format + "\n", args);
        return this;
    }

    @Override
    public Code begin(String format, Object... args) {
        statements.beginControlFlow("$L", Java.header(format, args));
        return this;
    }

    @Override
    public Code otherwise() {
        statements.nextControlFlow("else");
        return this;
    }

    @Override
    public Code block() {
        statements.add("{\n").indent();
        return this;
    }

    @Override
    public Code end() {
        statements.endControlFlow();
        return this;
    }

    @Override
    public Code cut() {
        if (!statements.isEmpty()) {
            pieces.add(take());
        }
        return this;
    }

    /** What was written since the last cut. */
    private Piece take() {
        Piece taken = new Piece(statements.build(), arrays, lengths, usedScratch, guard);
        statements = CodeBlock.builder();
        arrays = new LinkedHashSet<>();
        lengths = new LinkedHashSet<>();
        usedScratch = new LinkedHashSet<>();
        return taken;
    }

    @Override
    public Code eachRowApart(Shape shape, int axes, Each body) {
        String name = methods.add(method + "Row" + (rowMethods.isEmpty() ? "" : rowMethods.size() + 1));
        cut();
        String around = guard;
        guard = null; // that of the call
        String row = name("r");
        body.write(row);
        rowMethods.add(new RowMethod(name, row, take()));
        guard = around;
        eachRow(shape, axes, r -> add("$L($L, $L)", name, owners, r));
        return this;
    }

    /** Begins a step, which runs only where a condition holds; null for always. */
    void step(@Nullable String condition) {
        cut();
        guard = condition;
    }

    @Override
    public String array(Value value) {
        arrays.add(value);
        return plan.names().local(value);
    }

    @Override
    public boolean mayShare(Value a, Value b) {
        return plan.mayShare(a, b);
    }

    @Override
    public String name(String wanted) {
        return scratch.free(wanted);
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
        usedScratch.add(field);
        return field;
    }

    @Override
    public ClassName blockType(Repetition repeat, String suffix) {
        return declaration.block(repeat).type(suffix);
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
    public String dim(Dim dim, String s) {
        return Dims.java(dim, symbol -> {
            lengths.add(symbol);
            return Identifiers.lengths(symbol) + "[" + s + "]";
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
