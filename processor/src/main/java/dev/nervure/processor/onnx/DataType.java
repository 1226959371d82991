package dev.nervure.processor.onnx;

import dev.nervure.dsl.ElementType;

/** The types of values that are read, by their numbers in the file. */
public enum DataType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    UINT16(4, 2),
    INT16(5, 2),
    INT32(6, 4),
    INT64(7, 8),
    BOOL(9, 1),
    FLOAT16(10, 2),
    DOUBLE(11, 8),
    UINT32(12, 4),
    UINT64(13, 8),
    BFLOAT16(16, 2);

    private final int number;
    private final int bytes;

    DataType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /** The type with a number of the file. */
    public static DataType of(long number) {
        for (DataType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        throw new OnnxException(
                "values of type " + number + " are not read (text, complex numbers, 8-bit floats, 4 bits)");
    }

    /** The bytes of a value in raw data. */
    public int bytes() {
        return bytes;
    }

    /** Whether the values are numbers with a fraction; all of them are computed as 32-bit floats. */
    public boolean floats() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
    }

    /** The type of a tensor that holds such values. */
    public ElementType element() {
        return floats() ? ElementType.FLOAT : this == BOOL ? ElementType.BOOL : ElementType.INT;
    }
}
