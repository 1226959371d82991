package dev.nervure.training;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array from a file in the IDX format, in which MNIST and data sets like it are published; compressed by gzip where the
 * name ends in {@code .gz}. Its first axis counts items, such as images or labels. The bytes stay as they are in the file,
 * and become numbers when they are asked for.
 *
 * <p>The format (LeCun, Cortes, Burges: The MNIST database) is: two bytes of zeros, a byte for the type of the elements, a
 * byte for the number of axes, four bytes for the size of each axis, then the elements, all with the highest byte first.
 */
public final class Idx {
    private static final int MOST_AXES = 8;
    private static final int PIECE = 1 << 16; // bytes

    private final ByteBuffer bytes;
    private final Element element;
    private final int[] shape;

    private enum Element {
        UNSIGNED_BYTE(0x08, 1),
        BYTE(0x09, 1),
        SHORT(0x0B, 2),
        INT(0x0C, 4),
        FLOAT(0x0D, 4),
        DOUBLE(0x0E, 8);

        final int code;
        final int size;

        Element(int code, int size) {
            this.code = code;
            this.size = size;
        }
    }

    private Idx(byte[] bytes, Element element, int[] shape) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.element = element;
        this.shape = shape;
    }

    /**
     * Images and their labels as a data set, such as Fashion-MNIST. Inputs are the images, row by row; bytes without a
     * sign become floats from 0 to 1. Targets are the labels.
     *
     * @param images an array of two axes or more
     * @param labels an array of as many integers
     * @return a data set that keeps the bytes of the files and makes floats of them whenever a sample is read;
     *     {@link Dataset#cache} keeps the floats, four times as much
     * @throws DataFileException if a file cannot be read or is no such array
     */
    public static Dataset dataset(Path images, Path labels) {
        Idx inputs = read(images);
        Idx targets = read(labels);
        if (targets.shape.length != 1 || targets.element == Element.FLOAT || targets.element == Element.DOUBLE) {
            throw new DataFileException(labels, "holds " + targets + ", and labels are integers, one for each image");
        }
        if (inputs.shape.length < 2 || inputs.size() != targets.size()) {
            throw new DataFileException(images, "holds " + inputs + ", for " + targets.size() + " labels");
        }
        float scale = inputs.element == Element.UNSIGNED_BYTE ? 1f / 255 : 1f;
        return Dataset.of(inputs.size(), i -> Sample.of(inputs.scaled(i, scale), targets.ints(i)[0]));
    }

    /**
     * Reads a file.
     *
     * @param file its name ends in {@code .gz} if it is compressed
     * @return the array
     * @throws DataFileException if it cannot be read, is not in the format, is cut off or goes on after its last element,
     *     or would take more than half of the memory of this JVM
     */
    public static Idx read(Path file) {
        boolean compressed = file.toString().endsWith(".gz");
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(compressed ? new GZIPInputStream(raw, PIECE) : raw)) {
            return read(file, in);
        } catch (NoSuchFileException e) {
            throw new DataFileException(file, "there is no such file");
        } catch (EOFException e) {
            throw new DataFileException(file, "is cut off");
        } catch (ZipException e) {
            throw new DataFileException(file, "is not what gzip writes: " + e.getMessage());
        } catch (IOException e) {
            throw new DataFileException(file, "cannot be read: " + e.getMessage());
        }
    }

    private static Idx read(Path file, DataInputStream in) throws IOException {
        if (in.readUnsignedShort() != 0) {
            throw new DataFileException(file, "is no IDX file: it does not begin with two zeros");
        }
        int code = in.readUnsignedByte();
        Element element = Arrays.stream(Element.values())
                .filter(e -> e.code == code)
                .findFirst()
                .orElseThrow(() -> new DataFileException(file, "has elements of the unknown type " + code));
        int axes = in.readUnsignedByte();
        if (axes < 1 || axes > MOST_AXES) {
            throw new DataFileException(file, "has " + axes + " axes, and 1 to " + MOST_AXES + " can be read");
        }
        int[] shape = new int[axes];
        long size = element.size;
        for (int axis = 0; axis < axes; axis++) {
            shape[axis] = in.readInt();
            if (shape[axis] < 1) {
                throw new DataFileException(
                        file, "axis " + axis + " has a size of " + Integer.toUnsignedString(shape[axis]));
            }
            size = Math.min(Long.MAX_VALUE / Integer.MAX_VALUE, size * shape[axis]);
        }
        long most = Math.min(Integer.MAX_VALUE - 8L, Runtime.getRuntime().maxMemory() / 2);
        if (size > most) {
            throw new DataFileException(
                    file, "says that it holds " + Arrays.toString(shape) + ", which is more than " + most + " bytes");
        }
        byte[] bytes = elements(in, (int) size);
        if (in.read() >= 0) {
            throw new DataFileException(file, "goes on after its last element");
        }
        return new Idx(bytes, element, shape);
    }

    /** Grows with what arrives: the header may promise more than there is. */
    private static byte[] elements(DataInputStream in, int size) throws IOException {
        byte[] bytes = new byte[Math.min(size, PIECE)];
        int read = 0;
        while (read < size) {
            if (read == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(size, 2L * read));
            }
            int piece = in.read(bytes, read, bytes.length - read);
            if (piece < 0) {
                throw new EOFException();
            }
            read += piece;
        }
        return bytes;
    }

    /**
     * The number of items.
     *
     * @return the size of the first axis
     */
    public int size() {
        return shape[0];
    }

    /**
     * The sizes of all axes.
     *
     * @return a copy, the number of items first
     */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * An item as floats, as they are in the file.
     *
     * @param item its number, from 0
     * @return its elements, row-major; one if the array has one axis
     * @throws IndexOutOfBoundsException if there is no such item
     */
    public float[] floats(int item) {
        return scaled(item, 1f);
    }

    /**
     * An item as integers; fractions are cut off.
     *
     * @param item its number, from 0
     * @return its elements, row-major; one if the array has one axis
     * @throws IndexOutOfBoundsException if there is no such item
     */
    public int[] ints(int item) {
        int[] values = new int[sizeOfItem()];
        int from = start(item, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) element(from + i);
        }
        return values;
    }

    private float[] scaled(int item, float scale) {
        float[] values = new float[sizeOfItem()];
        int from = start(item, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) element(from + i) * scale;
        }
        return values;
    }

    private int sizeOfItem() {
        return bytes.capacity() / element.size / shape[0];
    }

    private int start(int item, int size) {
        if (item < 0 || item >= shape[0]) {
            throw new IndexOutOfBoundsException("there is no item " + item + " among " + shape[0]);
        }
        return item * size;
    }

    private double element(int i) {
        return switch (element) {
            case UNSIGNED_BYTE -> bytes.get(i) & 0xFF;
            case BYTE -> bytes.get(i);
            case SHORT -> bytes.getShort(2 * i);
            case INT -> bytes.getInt(4 * i);
            case FLOAT -> bytes.getFloat(4 * i);
            case DOUBLE -> bytes.getDouble(8 * i);
        };
    }

    /** Such as {@code unsigned byte[60000, 28, 28]}. */
    @Override
    public String toString() {
        return element.name().toLowerCase(Locale.ROOT).replace('_', ' ') + Arrays.toString(shape);
    }
}
