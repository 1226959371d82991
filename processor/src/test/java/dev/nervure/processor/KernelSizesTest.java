package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.processor.report.ClassFile;
import dev.nervure.runtime.Model;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Blocks of the vector kernels are small enough for C1. On JDK 17 it ran out of virtual registers in a block of 2,600 bytes
 * of bytecode, after which HotSpot never gave the block to C2: DS-CNN took 9,000 µs in place of 69.
 */
class KernelSizesTest {
    private static final int LARGEST = 2_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kernel/convolution/ConvolutionBlocks",
                "kernel/internal/ProductBlocks",
                "kernel/matrix/BrainBlocks",
                "kernel/matrix/ByteBlocks",
                "kernel/matrix/HalfBlocks"
            })
    void blocksAreSmall(String name) throws IOException {
        try (InputStream in = Model.class.getResourceAsStream(name + ".class")) {
            assertThat(in).as(name).isNotNull();
            assertThat(ClassFile.methodSizes(in.readAllBytes()))
                    .isNotEmpty()
                    .allSatisfy((method, size) -> assertThat(size).as(method).isLessThan(LARGEST));
        }
    }
}
