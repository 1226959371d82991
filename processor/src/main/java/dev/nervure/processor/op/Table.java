package dev.nervure.processor.op;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Numbers that are given: floats, or else integers; one stands for all. A constant of the generated class: few numbers as
 * literals, many as text, since a literal takes some 8 bytes of a method, and no method may have 64 kB.
 *
 * @param floats the floats
 * @param ints the integers, where there are no floats
 */
public record Table(List<Float> floats, List<Integer> ints) implements Op {
    /** More numbers than these are text. */
    private static final int LITERALS = 64;

    /** The numbers of one piece of text: 43,692 characters, as no constant may have over 65,535. */
    private static final int PIECE = 8_192;

    public Table {
        floats = List.copyOf(floats);
        ints = List.copyOf(ints);
    }

    @Override
    public String formula(Step step) {
        String y = step.output().local();
        if (single()) {
            return y + " = "
                    + (floats.isEmpty()
                            ? ints.get(0)
                            : Floats.literal(floats.get(0)).replace("f", ""));
        }
        return y + " = " + String.format(Locale.ROOT, "%,d", floats.size() + ints.size()) + " given numbers";
    }

    private boolean single() {
        return floats.size() + ints.size() == 1;
    }

    /** A constant. */
    @Override
    public void differentiate(Step step, Adjoint adjoint) {}

    @Override
    public void emit(Step step, Code code) {
        Value y = step.output();
        if (single()) {
            String number = floats.isEmpty() ? ints.get(0).toString() : Floats.literal(floats.get(0));
            code.add("$T.fill($L, $L)", java.util.Arrays.class, code.array(y), number);
            return;
        }
        String table = code.constant(
                y.name() + "Values",
                ArrayTypeName.of(floats.isEmpty() ? TypeName.INT : TypeName.FLOAT),
                floats.isEmpty()
                        ? array("int", "ints", ints, Object::toString, ByteBuffer::putInt)
                        : array("float", "floats", floats, Floats::literal, ByteBuffer::putFloat));
        code.add(
                "System.arraycopy($L, 0, $L, 0, $L)",
                table,
                code.array(y),
                code.axes(y).size());
    }

    /** Writes a number into a buffer. */
    private interface Put<T> {
        ByteBuffer put(ByteBuffer buffer, T number);
    }

    private static <T> CodeBlock array(
            String type, String method, List<T> numbers, Function<T, String> literal, Put<T> put) {
        if (numbers.size() <= LITERALS) {
            return CodeBlock.of(
                    "new $L[] {$L}",
                    type,
                    String.join(", ", numbers.stream().map(literal).toList()));
        }
        List<CodeBlock> pieces = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += PIECE) {
            List<T> piece = numbers.subList(from, Math.min(numbers.size(), from + PIECE));
            ByteBuffer bytes = ByteBuffer.allocate(4 * piece.size()).order(ByteOrder.LITTLE_ENDIAN);
            piece.forEach(number -> put.put(bytes, number));
            pieces.add(CodeBlock.of("$S", Base64.getEncoder().encodeToString(bytes.array())));
        }
        return CodeBlock.of("$T.$L($L)", KernelTypes.CONSTANTS, method, CodeBlock.join(pieces, ", "));
    }
}
