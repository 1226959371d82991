package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a team does not end by an interrupt
class TeamTest {
    @Test
    void sumsInTheOrderOfWorkers() {
        double[] parts = {1e16, 1, -1e16, 1}; // another order gives another sum
        double[][] seen = new double[4][];
        try (Team team = new Team(4, "test")) {
            for (int round = 0; round < 200; round++) {
                team.run(4, worker -> {
                    double[] values = {parts[worker], worker};
                    team.sum(worker, values);
                    double[] more = {1, 2, values[1]};
                    team.sum(worker, more);
                    seen[worker] = new double[] {values[0], values[1], more[0], more[1], more[2]};
                });
                for (double[] values : seen) {
                    assertThat(values).containsExactly(1e16 + 1 - 1e16 + 1, 6, 4, 8, 24);
                }
            }
        }
    }

    @Test
    void fewerWorkersThanThreads() {
        try (Team team = new Team(4, "test")) {
            for (int workers = 1; workers <= 4; workers++) {
                AtomicInteger ran = new AtomicInteger();
                double[] sum = {0};
                team.run(workers, worker -> {
                    ran.addAndGet(1 << worker);
                    double[] one = {1};
                    team.sum(worker, one);
                    if (worker == 0) {
                        sum[0] = one[0];
                    }
                });
                assertThat(ran).hasValue((1 << workers) - 1);
                assertThat(sum[0]).isEqualTo(workers);
            }
        }
    }

    @Test
    void failureFreesThoseThatWait() {
        Error failure = new AssertionError("worker 2");
        try (Team team = new Team(3, "test")) {
            for (int round = 0; round < 50; round++) {
                assertThatThrownBy(() -> team.run(3, worker -> {
                            if (worker == 2) {
                                throw failure;
                            }
                            team.sum(worker, new double[1]);
                        }))
                        .isSameAs(failure);
                double[][] sums = new double[3][];
                team.run(3, worker -> team.sum(worker, sums[worker] = new double[] {worker}));
                assertThat(sums).isEqualTo(new double[][] {{3}, {3}, {3}});
            }
        }
    }

    @Test
    void aSumThatNotAllTakePartIn() {
        try (Team team = new Team(2, "test")) {
            assertThatThrownBy(() -> team.run(2, worker -> {
                        if (worker == 1) {
                            team.sum(worker, new double[1]);
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the shards of a batch do not add up the same number of sums");
        }
    }

    @Test
    void threadsEndWithTheTeam() throws InterruptedException {
        Thread[] worker = new Thread[1];
        try (Team team = new Team(2, "test")) {
            team.run(2, k -> {
                if (k == 1) {
                    worker[0] = Thread.currentThread();
                }
            });
            assertThat(worker[0].isDaemon()).isTrue();
        }
        worker[0].join(Duration.ofSeconds(10).toMillis());
        assertThat(worker[0].isAlive()).isFalse();
    }

    @Test
    void anInterruptStaysForTheCaller() {
        try (Team team = new Team(2, "test")) {
            Thread.currentThread().interrupt();
            AtomicInteger ran = new AtomicInteger();
            team.run(2, worker -> {
                if (worker == 1) {
                    for (long end = System.nanoTime() + 20_000_000; System.nanoTime() < end; ) {
                        Thread.onSpinWait();
                    }
                }
                ran.incrementAndGet();
            });
            assertThat(ran).hasValue(2);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
