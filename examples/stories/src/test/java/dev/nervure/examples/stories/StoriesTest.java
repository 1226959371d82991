package dev.nervure.examples.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nervure.runtime.Precision;
import dev.nervure.training.Evaluation;
import dev.nervure.training.Sample;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingHistory;
import dev.nervure.training.TrainingListener;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class StoriesTest {
    /** What llama2.c writes with these weights, always taking the most likely token. */
    private static final int[] PUBLISHED = {
        403, 407, 261, 378, 432, 383, 286, 261, 376, 298, 315, 421, 395, 317, 426, 338, 401, 396, 267, 337, 410, 408,
        419, 292
    };

    @TempDir
    Path folder;

    /** {@code -Dstories=folder} names the folder with stories260K.bin and tok512.bin. */
    @Test
    @EnabledIfSystemProperty(named = "stories", matches = ".+")
    void writesThePublishedStory() throws Exception {
        Path given = Path.of(System.getProperty("stories"));
        StoryModel model = StoryModel.create(0);
        Checkpoint.read(given.resolve("stories260K.bin"), model);
        Vocabulary vocabulary = Vocabulary.read(given.resolve("tok512.bin"), Story.TOKENS);
        List<Integer> tokens = new ArrayList<>();
        new Writer(model, Sampler.greedy(), token -> token == Vocabulary.END)
                .write(new int[0], PUBLISHED.length, tokens::add);
        assertThat(tokens.stream().mapToInt(Integer::intValue).toArray()).isEqualTo(PUBLISHED);
        String text = "Once upon a time, there was a little girl named Lily. She loved to play outside in the park.";
        assertThat(text).startsWith(vocabulary.text(PUBLISHED));
        assertThat(vocabulary.tokens(vocabulary.text(PUBLISHED))).isEqualTo(PUBLISHED);
    }

    @Test
    void aStreamWritesWhatTheWholePassSays() {
        StoryModel model = StoryModel.create(5);
        List<Integer> tokens = new ArrayList<>(List.of(Vocabulary.BEGIN, 300, 17));
        new Writer(model, Sampler.greedy(), token -> token == Vocabulary.END)
                .write(new int[] {300, 17}, 20, tokens::add);
        float[] logits =
                model.predict(tokens.stream().mapToInt(Integer::intValue).toArray());
        for (int t = 3; t < tokens.size(); t++) {
            float[] row = new float[Story.TOKENS];
            System.arraycopy(logits, (t - 1) * Story.TOKENS, row, 0, row.length);
            assertThat(tokens.get(t)).isEqualTo(Sampler.greedy().next(row));
        }
    }

    @Test
    void chanceFollowsTheProbabilities() {
        float[] logits = {0, (float) Math.log(3), -50, (float) Math.log(4)};
        Sampler all = new Sampler(1, 0, 1, new Random(1));
        int[] counts = new int[4];
        for (int i = 0; i < 8_000; i++) {
            counts[all.next(logits)]++;
        }
        assertThat(counts[1] / 8_000.0).isEqualTo(3 / 8.0, within(0.02));
        assertThat(counts[3] / 8_000.0).isEqualTo(4 / 8.0, within(0.02));
        Sampler two = new Sampler(1, 2, 1, new Random(1));
        Sampler most = new Sampler(1, 0, 0.8f, new Random(1));
        Sampler first = new Sampler(1, 0, 0.4f, new Random(1));
        for (int i = 0; i < 200; i++) {
            assertThat(two.next(logits)).isIn(1, 3);
            assertThat(most.next(logits)).isIn(1, 3);
            assertThat(first.next(logits)).isEqualTo(3);
        }
        assertThat(Sampler.greedy().next(logits)).isEqualTo(3);
    }

    @Test
    void piecesAreJoinedByScore() throws Exception {
        List<String> pieces = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        for (int b = 0; b < 256; b++) {
            pieces.add(String.format(Locale.ROOT, "<0x%02X>", b));
        }
        pieces.addAll(List.of(" ", "a", "b", "ab", " a", "bb"));
        Path file = Files.write(folder.resolve("tok.bin"), vocabulary(pieces));
        Vocabulary vocabulary = Vocabulary.read(file, pieces.size());
        assertThat(vocabulary.tokens("abb")).containsExactly(pieces.indexOf(" a"), pieces.indexOf("bb"));
        assertThat(vocabulary.tokens("\n")).containsExactly(pieces.indexOf(" "), 3 + '\n');
        assertThat(vocabulary.text(vocabulary.tokens("ab é\n"))).isEqualTo("ab é\n");
    }

    @Test
    void learnsThePiecesOfAText() throws Exception {
        Vocabulary learned = BytePairs.learn(List.of("low low lower", "a new low, a newer"), 3 + 9 + 5);
        // " low" is there four times; of the pairs that are there twice, those with the blank come first.
        assertThat(learned).hasToString("[<unk>, <s>, </s>,  , ,, a, e, l, n, o, r, w,  l,  lo,  low,  a,  n]");
        assertThat(learned.tokens("low newer")).containsExactly(14, 16, 6, 11, 6, 10);
        assertThat(learned.text(learned.tokens("a low, new"))).isEqualTo("a low, new");
        assertThat(learned.tokens("z")).containsExactly(3, Vocabulary.UNKNOWN);
        learned.write(folder.resolve("pieces"));
        assertThat(Vocabulary.read(folder.resolve("pieces"), 17)).hasToString(learned.toString());
        assertThatThrownBy(() -> BytePairs.learn(List.of("ab"), 20)).hasMessageContaining("too short");
    }

    @Test
    void everyLineOfTheNovelsIsMadeOfPieces() {
        Vocabulary vocabulary = Austen.vocabulary();
        List<String> lines = Austen.unseen();
        assertThat(lines).hasSize(300).allSatisfy(line -> assertThat(vocabulary.text(vocabulary.tokens(line)))
                .isEqualTo(line));
        long characters = lines.stream().mapToInt(String::length).sum();
        long tokens =
                lines.stream().mapToInt(line -> vocabulary.tokens(line).length).sum();
        assertThat(characters / (double) tokens).isGreaterThan(2.4);
    }

    @Test
    void samplesHaveTheTokensThatFollow() {
        Vocabulary vocabulary = Austen.vocabulary();
        List<Sample> samples = Train.unseen(vocabulary).samples().toList();
        int[] last = samples.get(0).ints("target");
        assertThat(samples.get(0).ints("input")[0]).isEqualTo(Vocabulary.BEGIN);
        assertThat(last[Train.LENGTH - 1]).isEqualTo(samples.get(1).ints("input")[0]);
        assertThat(last)
                .startsWith(Arrays.copyOf(vocabulary.tokens(Austen.unseen().get(0)), 100));
    }

    /** Eight steps, after four of which it was stopped: what is saved, rounded to 16 bits, is better than chance. */
    @Test
    void learnsAndGoesOn() throws Exception {
        List<Double> losses = new ArrayList<>();
        TrainingListener stop = new TrainingListener() {
            @Override
            public void onEpoch(TrainingHistory.Epoch epoch) {
                losses.add(epoch.loss());
                if (losses.size() == 1) {
                    throw new IllegalStateException("stopped");
                }
            }
        };
        assertThatThrownBy(() -> Train.learn(Austen.vocabulary(), 2, 32, folder, stop))
                .hasMessage("stopped");
        assertThat(folder.resolve(Austen.WEIGHTS)).doesNotExist();
        Train.learn(Austen.vocabulary(), 2, 32, folder, stop);
        assertThat(losses).hasSize(2);
        assertThat(losses.get(1)).isLessThan(losses.get(0));
        assertThat(folder).isDirectoryNotContaining("glob:**checkpoint");
        try (InputStream weights = Files.newInputStream(folder.resolve(Austen.WEIGHTS))) {
            StoryModel model = Austen.model(weights);
            assertThat(model.weights()).allMatch(parameter -> parameter.precision() == Precision.FLOAT32);
            assertThat(Files.size(folder.resolve(Austen.WEIGHTS))).isBetween(500_000L, 560_000L);
            StoryStream stream = model.newStream();
            assertThat(stream.step(Vocabulary.BEGIN)).hasSize(Story.TOKENS).doesNotContain(Float.NaN);
        }
    }

    /** Whoever knows only how frequent pieces are has a loss of 5.5; one of 2.8 knows words and many of their neighbours. */
    @Test
    void theCarriedModelKnowsTheLanguage() {
        assumeTrue(Austen.hasWeights(), "no weights are carried");
        Evaluation unseen = Trainer.of(Austen.model()).evaluate(Train.unseen(Austen.vocabulary()));
        assertThat(unseen.loss()).isLessThan(2.8);
    }

    private static byte[] vocabulary(List<String> pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(little(4).putInt(8).array());
        for (String piece : pieces) {
            byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(little(8)
                    .putFloat(pieces.indexOf(piece))
                    .putInt(bytes.length)
                    .array());
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void otherSizesAreTold() throws Exception {
        Path file = Files.write(folder.resolve("other.bin"), new byte[400]);
        assertThatThrownBy(() -> Checkpoint.read(file, StoryModel.create(0)))
                .hasMessageContaining("has the sizes [0, 0, 0, 0, 0, 0, 0], and Story declares [64, 172");
    }
}
