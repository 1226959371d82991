package dev.nervure.runtime;

import dev.nervure.runtime.SafetensorsHeader.Dtype;
import dev.nervure.runtime.SafetensorsHeader.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * An open safetensors file (<a href="https://github.com/huggingface/safetensors">format</a>). Opening reads and checks the
 * header; values are read one tensor at a time, through one small buffer.
 */
public final class SafetensorsReader implements AutoCloseable {
    /** The count that PyTorch keeps beside the statistics of a batch norm; nothing here reads it. */
    /** How the names of PyTorch's counts of batches end. */
    public static final String BATCHES_TRACKED = ".num_batches_tracked";

    private static final int LENGTH_BYTES = 8;
    private static final int MAX_HEADER = 100_000_000; // the limit of the format's own library
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final SafetensorsHeader header;
    private final long dataStart;
    private final ByteBuffer buffer = littleEndian(BUFFER);

    private SafetensorsReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        long size = channel.size();
        int length = headerLength(size);
        this.dataStart = LENGTH_BYTES + (long) length;
        String json = utf8(readFully(littleEndian(length), LENGTH_BYTES));
        this.header = new SafetensorsParser(file, json).parse(size - dataStart);
    }

    /** @throws WeightsFileException if there is no such file, or it breaks a rule of the format */
    public static SafetensorsReader open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new SafetensorsReader(file, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new WeightsFileException(file, "there is no such file", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** What the file says of itself. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** Whether there is a tensor of that name. */
    public boolean has(String name) {
        return header.tensors().containsKey(name);
    }

    /**
     * Checks that the file has exactly these tensors, as F32; counts of batches may be there.
     *
     * @throws WeightsFileException naming every tensor that is missing, surplus, misshapen or of another type
     */
    public void require(Map<String, int[]> shapes) {
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, int[]> entry : shapes.entrySet()) {
            String name = entry.getKey();
            int[] shape = entry.getValue();
            Tensor found = header.tensors().get(name);
            if (found == null) {
                problems.add("missing: " + name + " " + Arrays.toString(shape));
            } else if (!found.hasShape(shape)) {
                problems.add(
                        "wrong shape: " + name + ", expected " + Arrays.toString(shape) + ", found " + found.shape());
            } else if (found.dtype() != Dtype.F32) {
                problems.add("wrong dtype: " + name + ", expected F32, found " + found.dtype());
            }
        }
        for (Map.Entry<String, Tensor> entry : header.tensors().entrySet()) {
            String name = entry.getKey();
            if (!shapes.containsKey(name) && !name.endsWith(BATCHES_TRACKED)) {
                problems.add("surplus: " + name + " " + entry.getValue().shape());
            }
        }
        if (!problems.isEmpty()) {
            throw new WeightsFileException(
                    file,
                    "does not fit the model, whose weights stay as they are:\n  " + String.join("\n  ", problems));
        }
    }

    /** The values of an F32 tensor. */
    public float[] floats(String name) {
        Tensor tensor = tensor(name, Dtype.F32);
        float[] values = new float[count(name, tensor)];
        long position = dataStart + tensor.begin();
        for (int done = 0; done < values.length; ) {
            int part = Math.min(values.length - done, BUFFER / Float.BYTES);
            read(part * Float.BYTES, position + (long) done * Float.BYTES)
                    .asFloatBuffer()
                    .get(values, done, part);
            done += part;
        }
        return values;
    }

    /** The value of an I64 scalar. */
    public long integer(String name) {
        Tensor tensor = tensor(name, Dtype.I64);
        if (count(name, tensor) != 1) {
            throw new WeightsFileException(file, "tensor '" + name + "' is " + tensor + ", expected one value");
        }
        return read(Long.BYTES, dataStart + tensor.begin()).getLong();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private Tensor tensor(String name, Dtype dtype) {
        Tensor tensor = header.tensors().get(name);
        if (tensor == null) {
            throw new NoSuchElementException(file + " has no tensor '" + name + "'");
        }
        if (tensor.dtype() != dtype) {
            throw new WeightsFileException(file, "tensor '" + name + "' is " + tensor + ", expected " + dtype);
        }
        return tensor;
    }

    private int count(String name, Tensor tensor) {
        long count = (tensor.end() - tensor.begin()) / tensor.dtype().bytes;
        if (count > Integer.MAX_VALUE - 8) {
            throw new WeightsFileException(file, "tensor '" + name + "' is " + tensor + ", too large for one array");
        }
        return (int) count;
    }

    private int headerLength(long size) throws IOException {
        if (size < LENGTH_BYTES) {
            throw new WeightsFileException(
                    file, "is no safetensors file: it has " + size + " bytes, not even the 8 of the header's length");
        }
        long length = readFully(littleEndian(LENGTH_BYTES), 0).getLong();
        if (length == 0) {
            throw new WeightsFileException(file, "the header's length is 0");
        }
        if (Long.compareUnsigned(length, size - LENGTH_BYTES) > 0) {
            throw new WeightsFileException(
                    file,
                    "the header's length is " + Long.toUnsignedString(length) + ", but only " + (size - LENGTH_BYTES)
                            + " bytes follow; the file is truncated, or not safetensors");
        }
        if (length > MAX_HEADER) {
            throw new WeightsFileException(
                    file, "the header's length is " + length + ", the format allows " + MAX_HEADER);
        }
        return (int) length;
    }

    private String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new WeightsFileException(file, "the header is not UTF-8, from byte " + bytes.position() + " on", e);
        }
    }

    /** The next bytes, in the buffer that all values pass. */
    private ByteBuffer read(int bytes, long position) {
        try {
            return readFully(buffer.clear().limit(bytes), position);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private ByteBuffer readFully(ByteBuffer into, long position) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, position + into.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return into.flip();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static WeightsFileException unreadable(Path file, IOException e) {
        return new WeightsFileException(file, "cannot be read: " + e.getMessage(), e);
    }
}
