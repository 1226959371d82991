package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.runtime.generated.TwoLayerModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Samples prepared by other threads: the same bits, errors with the sample's number, nothing left running. */
@Timeout(60)
class WorkersTest {
    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().startsWith("nervure-samples"));
    }

    @Test
    void anyNumberOfWorkersGivesTheSameBits() {
        List<Sample> samples = Samples.make(203, 1);
        for (Dataset data : List.of(
                Dataset.of(samples).balanced(),
                Dataset.stream(20, samples::stream),
                Dataset.of(samples).subset(0, 100).concat(Dataset.stream(5, samples::stream)))) {
            Dataset varied = data.map(Augmentation.of(TwoLayerModel.IN).noise(0.1f));
            float[] alone = trained(varied, 0);
            for (int workers : new int[] {1, 2, 5}) {
                assertThat(trained(varied, workers)).as("%d workers", workers).isEqualTo(alone);
            }
        }
    }

    private static float[] trained(Dataset data, int workers) {
        TwoLayerModel model = TwoLayerModel.create(1);
        Trainer.of(model).workers(workers).epochs(3).seed(4).validation(data).fit(data);
        return Samples.weights(model);
    }

    @Test
    void theyWork() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Dataset data = Samples.dataset(200, 1).map(sample -> {
            threads.add(Thread.currentThread().getName());
            return sample;
        });
        Trainer trainer = Trainer.of(TwoLayerModel.create(1)).workers(2);
        trainer.fit(data.subset(0, 199)); // checked before training, which makes one sample here
        assertThat(threads).anyMatch(name -> name.startsWith("nervure-samples-"));
        threads.clear();
        trainer.evaluate(data);
        trainer.predictions(data);
        assertThat(threads).anyMatch(name -> name.startsWith("nervure-samples-"));
    }

    @Test
    void errorsNameTheSample() {
        for (int workers : new int[] {0, 1, 3}) {
            List<Long> seen = new ArrayList<>();
            Trainer trainer = Trainer.of(TwoLayerModel.create(1))
                    .workers(workers)
                    .batchSize(10)
                    .onBatch(progress -> seen.add(progress.samples()));
            Dataset broken = numbered(200).map(sample -> {
                if (sample.label() == 2) {
                    throw new UnsupportedOperationException("no pixels");
                }
                return sample;
            });
            assertThatThrownBy(() -> trainer.fit(Dataset.stream(1, broken::samples)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("sample 150 of the data set cannot be prepared: "
                            + "java.lang.UnsupportedOperationException: no pixels")
                    .hasCauseInstanceOf(UnsupportedOperationException.class);
            assertThat(seen).endsWith(150L); // what came before was trained
            assertThatThrownBy(() -> trainer.evaluate(numbered(160).map(sample -> sample.label() == 2 ? null : sample)))
                    .hasMessage("sample 150 of the data set is null after a map");
        }
    }

    /** The class of sample 150 is 2, of all others 0. */
    private static Dataset numbered(int count) {
        return Dataset.of(count, i -> Sample.of(new float[TwoLayerModel.IN], i == 150 ? 2 : 0));
    }

    @Test
    void errorsOfTheSourceAndFatalOnes() {
        AtomicInteger closed = new AtomicInteger();
        Dataset data = Dataset.stream(1, () -> Stream.concat(Samples.make(50, 1).stream(), Stream.generate(() -> {
                    throw new IllegalStateException("the disk is gone");
                }))
                .map(Sample.class::cast)
                .onClose(closed::incrementAndGet));
        Trainer trainer = Trainer.of(TwoLayerModel.create(1)).workers(2);
        assertThatThrownBy(() -> trainer.fit(data)).hasMessage("the disk is gone");
        assertThat(closed).hasValue(1);
        assertThatThrownBy(() -> trainer.fit(Samples.dataset(100, 1).map(sample -> {
                    throw new StackOverflowError("deep");
                })))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void aTrainingThatIsLeftClosesThem() {
        AtomicInteger closed = new AtomicInteger();
        Dataset endless = Dataset.stream(1, () -> Stream.generate(() -> Sample.of(new float[TwoLayerModel.IN], 1))
                .onClose(closed::incrementAndGet));
        Trainer trainer = Trainer.of(TwoLayerModel.create(1)).workers(3).onBatch(progress -> {
            if (progress.batch() == 20) {
                throw new IllegalCallerException("enough");
            }
        });
        assertThatThrownBy(() -> trainer.fit(endless)).hasMessage("enough");
        assertThat(closed).hasValue(1);
        assertThatThrownBy(() -> trainer.workers(-1)).hasMessage("workers must be 0 or more, got -1");
    }
}
