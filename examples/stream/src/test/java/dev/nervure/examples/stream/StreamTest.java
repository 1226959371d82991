package dev.nervure.examples.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.training.TrainingHistory;
import dev.nervure.training.TrainingListener;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamTest {
    private final Recording minute = Recording.load().last();

    /** The carried weights find 99 of 99, and say none where none is. The bounds leave room for other weights as good as these. */
    @Test
    void findsTheBeatsOfAMinuteThatItHasNotSeen() throws Exception {
        Follower follower = new Follower(Main.model());
        int[] said = IntStream.range(0, minute.millivolts().length)
                .filter(i -> follower.next(minute.millivolts()[i]))
                .toArray();
        Verdict verdict = Verdict.of(Beats.of(minute), said);
        assertThat(verdict.beats()).isEqualTo(99);
        assertThat(verdict.found()).isGreaterThanOrEqualTo(verdict.beats() * 95 / 100);
        assertThat(verdict.wrong()).isLessThanOrEqualTo(verdict.beats() / 20);
        assertThat(verdict.delay(0.5)).isBetween(0.0, 60.0);
    }

    @Test
    void theStreamSaysWhatTheWholePassSays() throws Exception {
        HeartModel model = Main.model();
        float[] readings = Arrays.copyOf(minute.millivolts(), Train.LENGTH);
        float[] whole = model.predict(readings);
        HeartStream stream = model.newStream();
        for (int i = 0; i < readings.length; i++) {
            assertThat(stream.step(new float[] {readings[i]})[0]).isCloseTo(whole[i], within(1e-3f));
        }
    }

    @Test
    void learns() {
        HeartModel model = HeartModel.create(2);
        Recording part = new Recording(Arrays.copyOf(minute.millivolts(), 20 * Recording.RATE));
        float[] before = new float[1];
        float[] after = new float[1];
        Train.fit(model, part, 20, new TrainingListener() {
            @Override
            public void onEpoch(TrainingHistory.Epoch epoch) {
                if (epoch.number() == 1) {
                    before[0] = (float) epoch.loss();
                }
                after[0] = (float) epoch.loss();
            }
        });
        assertThat(after[0]).isLessThan(0.9f * before[0]);
    }

    @Test
    void aRuleFindsSteepPlacesFarEnoughApart() {
        float[] values = new float[4 * Recording.RATE];
        for (int beat : new int[] {300, 600, 640, 1000}) {
            for (int i = -5; i <= 5; i++) {
                values[beat + i] += (6 - Math.abs(i)) * (beat == 640 ? 0.05f : 0.2f);
            }
        }
        assertThat(Beats.of(new Recording(values))).hasSize(3).satisfies(found -> {
            assertThat(found[0]).isCloseTo(300, within(18));
            assertThat(found[1]).isCloseTo(600, within(18));
            assertThat(found[2]).isCloseTo(1000, within(18));
        });
    }

    @Test
    void aVerdictCountsWhatIsNear() {
        Verdict verdict = Verdict.of(new int[] {100, 300, 500}, new int[] {109, 318, 400});
        assertThat(verdict.beats()).isEqualTo(3);
        assertThat(verdict.found()).isEqualTo(2);
        assertThat(verdict.wrong()).isEqualTo(1);
        assertThat(verdict.delay(0.5)).isEqualTo(25, within(1e-9));
        assertThat(verdict.delay(0.99)).isEqualTo(50, within(1e-9));
    }

    @Test
    void aChartMovesToTheLeft() {
        Chart chart = new Chart(4, 2);
        float[] values = {0, 1, 7, 7, 3, 0, 0, 0};
        for (int i = 0; i < values.length; i++) {
            assertThat(chart.add(values[i], i == 4)).isEqualTo(i % 2 == 0);
        }
        assertThat(chart).hasToString("▂█♥▁");
        assertThat(chart.beats()).isEqualTo(1);
    }
}
