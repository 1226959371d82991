package dev.nervure.processor.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a tensor, in whichever of its forms the numbers stand. */
final class TensorReader {
    private static final int EXTERNAL = 1;

    private final Wire.Longs dims = new Wire.Longs();
    private final List<Float> floats = new ArrayList<>();
    private final List<Double> doubles = new ArrayList<>();
    private final Wire.Longs integers = new Wire.Longs();
    private final Map<String, String> external = new HashMap<>();
    private String name = "";
    private long type;
    private long location;
    private Wire.@org.jspecify.annotations.Nullable Bytes raw;

    private TensorReader() {}

    /**
     * A tensor and its name.
     *
     * @param name the name; empty for that of an attribute
     * @param literal the numbers
     */
    record Named(String name, Literal literal) {}

    static Named read(Wire wire, ExternalData files) {
        TensorReader reader = new TensorReader();
        while (wire.next()) {
            reader.field(wire);
        }
        try {
            return new Named(reader.name, reader.literal(files));
        } catch (OnnxException e) {
            throw new OnnxException("tensor '" + reader.name + "': " + e.getMessage(), e);
        }
    }

    private void field(Wire wire) {
        switch (wire.field()) {
            case 1 -> wire.integers(dims);
            case 2 -> type = wire.integer();
            case 3 -> throw new OnnxException("a tensor is stored in segments, which no exporter writes any more");
            case 4 -> wire.numbers(floats);
            case 5, 7, 11 -> wire.integers(integers);
            case 8 -> name = wire.text();
            case 9 -> raw = wire.bytes();
            case 10 -> wire.doubles(doubles);
            case 13 -> entry(wire.message());
            case 14 -> location = wire.integer();
            default -> wire.skip();
        }
    }

    private void entry(Wire wire) {
        String key = "";
        String value = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> key = wire.text();
                case 2 -> value = wire.text();
                default -> wire.skip();
            }
        }
        external.put(key, value);
    }

    private Literal literal(ExternalData files) {
        DataType dataType = DataType.of(type);
        int size = Literal.size(dims.list());
        List<Integer> shape = dims.list().stream().map(Math::toIntExact).toList();
        if (location == EXTERNAL) {
            byte[] bytes = files.read(external, (long) size * dataType.bytes());
            return fromRaw(dataType, shape, size, new Wire.Bytes(bytes, 0, bytes.length));
        }
        if (raw != null) {
            return fromRaw(dataType, shape, size, raw);
        }
        int given =
                switch (dataType) {
                    case FLOAT -> floats.size();
                    case DOUBLE -> doubles.size();
                    default -> integers.size();
                };
        requireSize(size, given, "numbers");
        return dataType.floats()
                ? Literal.of(dataType, shape, typedFloats(dataType, size))
                : Literal.of(dataType, shape, typedIntegers(dataType, size));
    }

    private static void requireSize(long expected, long given, String what) {
        if (expected != given) {
            throw new OnnxException("the sizes ask for " + expected + " " + what + ", and there are " + given);
        }
    }

    private float[] typedFloats(DataType dataType, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = switch (dataType) {
                case FLOAT -> floats.get(i);
                case DOUBLE -> doubles.get(i).floatValue();
                case FLOAT16 -> HalfFloat.toFloat((short) integers.get(i));
                default -> Float.intBitsToFloat((int) integers.get(i) << 16);
            };
        }
        return values;
    }

    private long[] typedIntegers(DataType dataType, int size) {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = narrow(dataType, integers.get(i));
        }
        return values;
    }

    private static long narrow(DataType dataType, long value) {
        return switch (dataType) {
            case UINT8 -> value & 0xff;
            case INT8 -> (byte) value;
            case UINT16 -> value & 0xffff;
            case INT16 -> (short) value;
            case INT32 -> (int) value;
            case UINT32 -> value & 0xffff_ffffL;
            case BOOL -> value != 0 ? 1 : 0;
            default -> value;
        };
    }

    private static Literal fromRaw(DataType dataType, List<Integer> shape, int size, Wire.Bytes raw) {
        requireSize((long) size * dataType.bytes(), raw.length(), "bytes");
        ByteBuffer buffer =
                ByteBuffer.wrap(raw.data(), raw.start(), raw.length()).order(ByteOrder.LITTLE_ENDIAN);
        if (dataType.floats()) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = switch (dataType) {
                    case FLOAT -> buffer.getFloat();
                    case DOUBLE -> (float) buffer.getDouble();
                    case FLOAT16 -> HalfFloat.toFloat(buffer.getShort());
                    default -> Float.intBitsToFloat(buffer.getShort() << 16);
                };
            }
            return Literal.of(dataType, shape, values);
        }
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = switch (dataType.bytes()) {
                case 1 -> narrow(dataType, buffer.get());
                case 2 -> narrow(dataType, buffer.getShort());
                case 4 -> narrow(dataType, buffer.getInt());
                default -> buffer.getLong();
            };
        }
        return Literal.of(dataType, shape, values);
    }
}
