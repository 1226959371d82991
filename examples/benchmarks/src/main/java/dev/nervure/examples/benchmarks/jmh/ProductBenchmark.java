package dev.nervure.examples.benchmarks.jmh;

import dev.nervure.examples.benchmarks.engine.Engine;
import dev.nervure.examples.benchmarks.engine.Product;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One matrix product. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProductBenchmark {
    @Param("NERVURE")
    public Engine engine;

    @Param("256x256x256")
    public String size;

    private Product product;

    @Setup
    public void open() {
        product = Product.of(engine, Product.Size.of(size));
    }

    @Benchmark
    public void run() {
        product.run();
    }

    @TearDown
    public void close() {
        product.close();
    }
}
