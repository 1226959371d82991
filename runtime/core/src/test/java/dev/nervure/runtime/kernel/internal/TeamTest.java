package dev.nervure.runtime.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TeamTest {
    @Test
    void everyUnitIsDoneOnceByWhoeverTakesIt() {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicIntegerArray done = new AtomicIntegerArray(1000);
        Team.run(3, executor, () -> {
            for (int kernel = 0; kernel < 500; kernel++) {
                assertThat(Team.shares(1000, 10)).isTrue();
                Team.share(1000, 10, (first, count) -> {
                    threads.add(Thread.currentThread());
                    assertThat(Team.shares(1000, 10)).as("within a part").isFalse();
                    for (int i = first; i < first + count; i++) {
                        done.incrementAndGet(i);
                    }
                });
            }
        });
        executor.shutdown();
        for (int i = 0; i < 1000; i++) {
            assertThat(done.get(i)).isEqualTo(500);
        }
        assertThat(threads).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aPassEndsWithoutHelpersAndLeavesNothingBehind() {
        AtomicInteger units = new AtomicInteger();
        Team.run(4, helper -> {}, () -> Team.share(100, 1, (first, count) -> units.addAndGet(count)));
        assertThat(units).hasValue(100);
        assertThat(Team.shares(100, 1)).isFalse();
    }

    @Test
    void smallWorkIsNotShared() {
        Team.run(2, helper -> {}, () -> assertThat(Team.shares(19, 10)).isFalse());
    }

    @Test
    void throwsWhatAPartThrowsAfterAllHaveEnded() {
        AtomicInteger units = new AtomicInteger();
        Team.run(2, helper -> {}, () -> assertThatThrownBy(() -> Team.share(8, 2, (first, count) -> {
                    units.addAndGet(count);
                    if (first == 0) {
                        throw new IllegalStateException("the first");
                    }
                }))
                .hasMessage("the first"));
        assertThat(units).hasValue(8);
    }
}
