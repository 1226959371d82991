package dev.nervure.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.runtime.generated.LineModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Evaluation scores = new Evaluation(0.25, Map.of("accuracy", 0.975));
    private final TrainingProgress progress =
            new TrainingProgress(LineModel.create(1), 4, () -> scores, Map::of, List::of);
    private long now;

    private ConsoleProgress console(boolean terminal) {
        ConsoleProgress console = new ConsoleProgress(new PrintStream(bytes, true, UTF_8), terminal, () -> now, 0);
        progress.epoch = 1;
        progress.epochSize = 3000;
        console.onStart(progress);
        return console;
    }

    private void batch(ConsoleProgress console, double seconds, int samples) {
        now = (long) (seconds * 1e9);
        progress.batch++;
        progress.samples = samples;
        console.onBatch(progress);
    }

    private void epoch(ConsoleProgress console, double seconds, int number, Evaluation validation) {
        now = (long) (seconds * 1e9);
        console.onEpoch(new TrainingHistory.Epoch(number, scores, validation, 0.1, 1, seconds));
        progress.epoch = number + 1;
    }

    @Test
    void redrawsTheLineOfAnEpochOnATerminal() {
        ConsoleProgress console = console(true);
        batch(console, 0.05, 100); // too soon to draw
        batch(console, 1, 1500);
        batch(console, 1.05, 1600);
        epoch(console, 2, 1, scores);
        batch(console, 3, 750);
        console.onEnd(new TrainingHistory(List.of()));
        String half = "epoch 1/4  [==========>         ]  loss 0.2500  accuracy 97.50 %  1,500 samples/s  warming up";
        String full = "epoch 1/4  [====================]  loss 0.2500  accuracy 97.50 %"
                + "  validation loss 0.2500  accuracy 97.50 %  800 samples/s  0:06 left";
        String next = "epoch 2/4  [=====>              ]  loss 0.2500  accuracy 97.50 %  750 samples/s  0:07 left";
        assertThat(bytes.toString(UTF_8))
                .isEqualTo("\r" + half + "\r" + full + System.lineSeparator() + "\r" + next + System.lineSeparator());
    }

    @Test
    void plainLinesElsewhere() {
        ConsoleProgress console = console(false);
        batch(console, 1, 1500);
        batch(console, 2, 3000);
        epoch(console, 2, 1, null);
        batch(console, 12, 750); // a long epoch shows life
        epoch(console, 20, 4, scores);
        console.onEnd(new TrainingHistory(List.of()));
        assertThat(bytes.toString(UTF_8).lines())
                .containsExactly(
                        "epoch 1/4  loss 0.2500  accuracy 97.50 %  1,500 samples/s  0:06 left",
                        "epoch 2/4  25 %  loss 0.2500  accuracy 97.50 %  75 samples/s  0:26 left",
                        "epoch 4/4  loss 0.2500  accuracy 97.50 %  validation loss 0.2500  accuracy 97.50 %"
                                + "  42 samples/s");
    }

    @Test
    void saysThatHotSpotCompilesInTheFirstSecondsOnly() {
        ConsoleProgress console = console(true);
        batch(console, 9, 100);
        assertThat(bytes.toString(UTF_8)).endsWith("11 samples/s  warming up");
        batch(console, 11, 200);
        assertThat(bytes.toString(UTF_8)).contains("18 samples/s  10:49 left");
    }

    @Test
    void fitsTheTerminal() {
        for (int columns : new int[] {20, 70, 120}) {
            bytes.reset();
            ConsoleProgress console =
                    new ConsoleProgress(new PrintStream(bytes, true, UTF_8), true, () -> now, columns);
            progress.epoch = 1;
            now = 0;
            console.onStart(progress);
            epoch(console, 2, 1, scores);
            String line = bytes.toString(UTF_8).strip();
            assertThat(line).hasSizeLessThan(columns).startsWith("epoch 1/4  loss 0.");
            assertThat(line.endsWith("…")).isEqualTo(columns < 120);
        }
    }

    @Test
    void readsWhatSttySays() {
        assertThat(TerminalWidth.width("40 120\n")).isEqualTo(120);
        assertThat(TerminalWidth.width("0 0\n")).isZero();
        assertThat(TerminalWidth.width("stty: no tty")).isZero();
        assertThat(TerminalWidth.width("")).isZero();
    }

    @Test
    void hours() {
        ConsoleProgress console = console(false);
        progress.samples = 3000;
        epoch(console, 7200, 1, null);
        assertThat(bytes.toString(UTF_8)).contains("6:00:00 left");
    }

    @Test
    void manyEpochsGetFewLines() {
        ConsoleProgress console = new ConsoleProgress(new PrintStream(bytes, true, UTF_8), false, () -> now, 0);
        TrainingProgress thousand = new TrainingProgress(LineModel.create(1), 1000, () -> scores, Map::of, List::of);
        thousand.epoch = 1;
        console.onStart(thousand);
        for (int e = 1; e <= 1000; e++) {
            epoch(console, e, e, null);
        }
        assertThat(bytes.toString(UTF_8).lines()).hasSize(100);
    }
}
