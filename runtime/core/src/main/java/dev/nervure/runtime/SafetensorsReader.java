package dev.nervure.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;

/**
 * An open safetensors file (<a href="https://github.com/huggingface/safetensors">format</a>). Opening reads the header and
 * checks it against every rule of the format; values are read when they are asked for, one tensor at a time. A buffer may be
 * a mapped file: {@code FileChannel.map} and {@link #of(ByteBuffer)} copy nothing.
 *
 * <p>Methods that read throw {@link WeightsFileException} where the source ends too early, cannot be read, or is read by an
 * interrupted thread. One reader is for one thread.
 */
public final class SafetensorsReader implements AutoCloseable {
    /** How the names end under which PyTorch counts the batches that a batch norm has seen. */
    public static final String BATCHES_TRACKED = ".num_batches_tracked";

    /** How the names end of the scales of a tensor of {@link Dtype#I8}: {@code hidden.weight_scale} of {@code hidden.weight}. */
    public static final String SCALE = "_scale";

    private static final int LENGTH_BYTES = 8;
    private static final int BUFFER = 1 << 16;
    private static final int MAX_TENSORS = 200_000; // published files have up to some ten thousand
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final ByteSource source;
    private final SafetensorsHeader header;
    private final long dataStart;
    private final ByteBuffer buffer = littleEndian(BUFFER);

    private SafetensorsReader(ByteSource source, SafetensorsLimits limits) {
        this.source = source;
        try {
            long length = headerLength(limits);
            this.dataStart = LENGTH_BYTES + length;
            JsonReader json = new JsonReader(source, LENGTH_BYTES, length, limits.header());
            this.header = new SafetensorsParser(source, json, limits).parse(source.size() - dataStart);
        } catch (RuntimeException | Error e) {
            try {
                source.close();
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    /**
     * Opens a file of up to {@value #MAX_TENSORS} tensors.
     *
     * @param file the file to read
     * @return a reader of the file; close it after use
     * @throws WeightsFileException if there is no such file, it is no regular file, or it breaks a rule of the format
     */
    public static SafetensorsReader open(Path file) {
        return open(file, MAX_TENSORS);
    }

    /**
     * Opens a file.
     *
     * @param file the file to read
     * @param maxTensors how many tensors it may have, from which follows how much memory the header may take
     * @return a reader of the file; close it after use
     * @throws WeightsFileException if there is no such file, it is no regular file, it breaks a rule of the format, or
     *     its header is larger than that number of tensors needs
     */
    public static SafetensorsReader open(Path file, int maxTensors) {
        return new SafetensorsReader(FileSource.open(file), new SafetensorsLimits(maxTensors));
    }

    /**
     * Reads what remains of a buffer, see {@link #of(ByteBuffer, int)}, with up to {@value #MAX_TENSORS} tensors.
     *
     * @param bytes a whole file, from the buffer's position to its limit
     * @return a reader of these bytes
     * @throws WeightsFileException if it breaks a rule of the format, or its header is too large
     */
    public static SafetensorsReader of(ByteBuffer bytes) {
        return of(bytes, MAX_TENSORS);
    }

    /**
     * Reads what remains of a buffer, which must be a whole file. The buffer's position stays as it is.
     *
     * @param bytes a whole file, from the buffer's position to its limit
     * @param maxTensors as in {@link #open(Path, int)}
     * @return a reader of these bytes
     * @throws WeightsFileException if it breaks a rule of the format, or its header is too large
     */
    public static SafetensorsReader of(ByteBuffer bytes, int maxTensors) {
        return new SafetensorsReader(new BufferSource(bytes), new SafetensorsLimits(maxTensors));
    }

    /**
     * Reads a stream, see {@link #of(InputStream, int)}, of up to {@value #MAX_TENSORS} tensors.
     *
     * @param in the stream, at the first byte of the file
     * @return a reader of the stream
     * @throws WeightsFileException if it breaks a rule of the format, or its header is too large
     */
    public static SafetensorsReader of(InputStream in) {
        return of(in, MAX_TENSORS);
    }

    /**
     * Reads a stream, forwards only: ask for tensors in the order of {@link #tensors()}; you may leave some out. The
     * reader takes no byte after the last one that it needs, and leaves the stream open.
     *
     * @param in the stream, at the first byte of the file
     * @param maxTensors as in {@link #open(Path, int)}
     * @return a reader of the stream
     * @throws WeightsFileException if it breaks a rule of the format, or its header is too large
     */
    public static SafetensorsReader of(InputStream in, int maxTensors) {
        return new SafetensorsReader(new StreamSource(in), new SafetensorsLimits(maxTensors));
    }

    /**
     * The strings that the file says about itself, such as {@code format}: {@code pt}.
     *
     * @return the strings by name; empty if there are none
     */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /**
     * The tensors in the file.
     *
     * @return their descriptions by name, in the order of the data
     */
    public Map<String, SafetensorsTensor> tensors() {
        return header.tensors();
    }

    /**
     * Finds the tensors of floats that a caller asks for, or of {@link Dtype#I8} if the file has their scales.
     *
     * @param shapes what is asked for: names and shapes
     * @param load what may be missing or left over, and how the tensors of the file are renamed
     * @return which tensor belongs to which name, and what is missing or left over where {@code load} allows it
     * @throws WeightsFileException naming every tensor that is missing, surplus, misshapen or of another type; counts
     *     of batches ({@link #BATCHES_TRACKED}) may be left over in any case
     */
    public Load.Match match(Map<String, int[]> shapes, Load load) {
        return new Fit(source, shapes, load).of(header.tensors().values());
    }

    /**
     * Makes the exception for a file whose content is not what the caller needs.
     *
     * @param problem what is wrong, without the name of the file
     * @return the exception, to be thrown; its message begins with the name of the file
     */
    public WeightsFileException error(String problem) {
        return source.broken(problem);
    }

    /**
     * The values of a tensor of floats, row-major. F16 and BF16 are converted exactly, F64 is rounded to the nearest
     * float, ties to even: beyond the largest float to infinity.
     *
     * @param name the tensor's name in the file
     * @return a new array
     * @throws NoSuchElementException if there is no such tensor
     * @throws WeightsFileException if its values are no floats of 16, 32 or 64 bits, or more than an array holds
     */
    public float[] floats(String name) {
        SafetensorsTensor tensor = tensor(name);
        Dtype dtype = tensor.dtype();
        if (!FloatFormats.readable(dtype)) {
            throw wrong(tensor, "F32, F16, BF16 or F64");
        }
        float[] values = new float[count(tensor)];
        int most = BUFFER / dtype.bytes();
        for (int done = 0; done < values.length; ) {
            int part = Math.min(values.length - done, most);
            FloatFormats.read(dtype, next(tensor, done, part), values, done, part);
            done += part;
        }
        return values;
    }

    /**
     * The values of a tensor of integers, row-major. The values of {@code BOOL} are 0 and 1.
     *
     * @param name the tensor's name in the file
     * @return a new array
     * @throws NoSuchElementException if there is no such tensor
     * @throws WeightsFileException if its values are no integers, one is 2⁶³ or more, or they are more than an array
     *     holds
     */
    public long[] longs(String name) {
        SafetensorsTensor tensor = tensor(name);
        switch (tensor.dtype()) {
            case F8_E5M2, F8_E4M3, F16, BF16, F32, F64 -> throw wrong(tensor, "integers");
            default -> {}
        }
        long[] values = new long[count(tensor)];
        int most = BUFFER / tensor.dtype().bytes();
        for (int done = 0; done < values.length; ) {
            int part = Math.min(values.length - done, most);
            ByteBuffer bytes = next(tensor, done, part);
            for (int i = done; i < done + part; i++) {
                values[i] = integer(tensor, bytes);
            }
            done += part;
        }
        return values;
    }

    private long integer(SafetensorsTensor tensor, ByteBuffer bytes) {
        return switch (tensor.dtype()) {
            case BOOL, U8 -> bytes.get() & 0xFF;
            case I8 -> bytes.get();
            case U16 -> bytes.getShort() & 0xFFFF;
            case I16 -> bytes.getShort();
            case U32 -> bytes.getInt() & 0xFFFF_FFFFL;
            case I32 -> bytes.getInt();
            case U64 -> {
                long value = bytes.getLong();
                if (value < 0) {
                    throw source.broken("tensor " + Quote.of(tensor.name()) + " has the value "
                            + Long.toUnsignedString(value) + ", which is 2⁶³ or more");
                }
                yield value;
            }
            default -> bytes.getLong();
        };
    }

    /**
     * The bytes of a tensor of any type.
     *
     * @param name the tensor's name in the file
     * @return its values, row-major, little-endian and read-only: a view if the reader reads a buffer, otherwise a copy
     * @throws NoSuchElementException if there is no such tensor
     * @throws WeightsFileException if there are more bytes than an array holds
     */
    public ByteBuffer bytes(String name) {
        SafetensorsTensor tensor = tensor(name);
        long length = tensor.end() - tensor.begin();
        requireArray(tensor, length);
        ByteBuffer own = source.slice(dataStart + tensor.begin(), (int) length);
        if (own == null) {
            own = readFully(littleEndian((int) length), dataStart + tensor.begin());
        }
        return own.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads all data and compares it with the checksum that {@link SafetensorsWriter#withChecksum} has put into the
     * metadata. Not for streams, whose values would have passed.
     *
     * @throws WeightsFileException if there is no checksum, or what was written is not what is there
     */
    public void verify() {
        String expected = metadata().get(Checksum.NAME);
        if (expected == null) {
            throw source.broken("has no checksum '" + Checksum.NAME + "'");
        }
        CRC32C sum = Checksum.ofHeader(header);
        long end = header.dataLength();
        for (long at = 0; at < end; ) {
            int part = (int) Math.min(BUFFER, end - at);
            sum.update(readFully(buffer.clear().limit(part), dataStart + at));
            at += part;
        }
        if (!Checksum.text(sum).equals(expected)) {
            throw source.broken("is damaged: its checksum is " + Checksum.text(sum) + ", that of what was written is "
                    + Quote.cut(expected));
        }
    }

    /** Goes on to the end of the file, in a stream: what follows is the next to be read from it. */
    public void finish() {
        try {
            source.finish(dataStart + header.dataLength());
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    private SafetensorsTensor tensor(String name) {
        SafetensorsTensor tensor = header.tensors().get(name);
        if (tensor == null) {
            throw new NoSuchElementException("no tensor " + Quote.of(name) + "; there are "
                    + header.tensors().size() + ": "
                    + Quote.cut(String.join(", ", header.tensors().keySet())));
        }
        return tensor;
    }

    private WeightsFileException wrong(SafetensorsTensor tensor, String expected) {
        return source.broken("tensor " + Quote.of(tensor.name()) + " is " + tensor + ", expected " + expected);
    }

    private int count(SafetensorsTensor tensor) {
        requireArray(tensor, tensor.size());
        return (int) tensor.size();
    }

    private void requireArray(SafetensorsTensor tensor, long length) {
        if (length > LONGEST_ARRAY) {
            throw source.broken("tensor " + Quote.of(tensor.name()) + " is " + tensor + ", too large for one array");
        }
    }

    private long headerLength(SafetensorsLimits limits) {
        long size = source.size();
        if (size < LENGTH_BYTES) {
            throw source.broken(
                    "is no safetensors file: it has " + size + " bytes, not even the 8 of the header's length");
        }
        long length = readFully(buffer.clear().limit(LENGTH_BYTES), 0).getLong();
        if (length == 0) {
            throw source.broken("the header's length is 0");
        }
        if (Long.compareUnsigned(length, size - LENGTH_BYTES) > 0) {
            throw source.broken("the header's length is " + Long.toUnsignedString(length) + ", but only "
                    + (size - LENGTH_BYTES) + " bytes follow; the file is truncated, or not safetensors");
        }
        if (length > SafetensorsLimits.MAX_HEADER) {
            throw source.broken(
                    "the header's length is " + length + ", the format allows " + SafetensorsLimits.MAX_HEADER);
        }
        if (length > limits.header()) {
            throw source.broken("the header's length is " + length + ", more than the " + limits.header()
                    + " that are read where " + limits.tensors() + " tensors are the most");
        }
        return length;
    }

    /** Some values of a tensor, in the buffer that all values pass. */
    private ByteBuffer next(SafetensorsTensor tensor, int first, int count) {
        int size = tensor.dtype().bytes();
        return readFully(buffer.clear().limit(count * size), dataStart + tensor.begin() + (long) first * size);
    }

    private ByteBuffer readFully(ByteBuffer into, long position) {
        try {
            source.read(position, into);
        } catch (IOException e) {
            throw source.unreadable(e);
        }
        return into.flip();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
