package dev.nervure.processor.op;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.nervure.processor.graph.Adjoint;
import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Numbers;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * Numbers that are given. A constant of the generated class: few numbers as literals, many as text, since a literal takes
 * some 8 bytes of a method, and no method may have 64 kB. What reads the constant where it stands needs no copy of it.
 */
public record Table(Numbers numbers) implements Op {
    /** More numbers than these are text. */
    private static final int LITERALS = 64;

    /** The numbers of one piece of text: 43,692 characters, as no constant may have over 65,535. */
    private static final int PIECE = 8_192;

    @Override
    public String formula(Step step) {
        String y = step.output().local();
        if (!numbers.single()) {
            return y + " = " + String.format(Locale.ROOT, "%,d", numbers.count()) + " given numbers";
        }
        return y + " = "
                + (numbers.floats().isEmpty()
                        ? numbers.ints().get(0)
                        : Floats.literal(numbers.floats().get(0)).replace("f", ""));
    }

    /** Who reads the constant itself leaves this copy to those who look. */
    @Override
    public List<Value> optional(Step step) {
        return step.outputs();
    }

    /** A constant. */
    @Override
    public void differentiate(Step step, Adjoint adjoint) {}

    @Override
    public void emit(Step step, Code code) {
        Value y = step.output();
        Kept.where(
                step,
                code,
                () -> code.add(
                        "System.arraycopy($L, 0, $L, 0, $L)",
                        code.array(constant(y)),
                        code.array(y),
                        code.axes(y).size()));
    }

    /** The numbers as a constant, in place of a tensor that holds them. */
    public Value constant(Value tensor) {
        return Value.constant(tensor.name() + "Values", tensor.shape(), tensor.element(), numbers);
    }

    /** The type of a constant. */
    public static TypeName type(Value constant) {
        return ArrayTypeName.of(constant.element() == Value.Element.INT ? TypeName.INT : TypeName.FLOAT);
    }

    /** Java for the numbers of a constant. */
    public static CodeBlock initializer(Value constant) {
        Numbers numbers = Objects.requireNonNull(constant.numbers());
        int size = constant.shape().size();
        return constant.element() == Value.Element.INT
                ? array("int", "ints", numbers.ints(), size, Object::toString, ByteBuffer::putInt)
                : array("float", "floats", numbers.floats(), size, Floats::literal, ByteBuffer::putFloat);
    }

    /** Writes a number into a buffer. */
    private interface Put<T> {
        ByteBuffer put(ByteBuffer buffer, T number);
    }

    private static <T> CodeBlock array(
            String type, String method, List<T> numbers, int size, Function<T, String> literal, Put<T> put) {
        if (numbers.size() < size) {
            return CodeBlock.of("$T.$L($L, $L)", KernelTypes.CONSTANTS, method, size, literal.apply(numbers.get(0)));
        }
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
