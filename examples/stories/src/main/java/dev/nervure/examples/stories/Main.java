package dev.nervure.examples.stories;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes a story: {@code folder "Once upon a time" --temperature 0.8 --top-k 40 --top-p 0.9 --seed 7 --tokens 300}. */
public final class Main {
    private static final String USAGE =
            "arguments: the folder with stories260K.bin and tok512.bin, a beginning if you like, and"
                    + " --temperature, --top-k, --top-p, --seed, --tokens, each with a number";

    private Main() {}

    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            System.out.println(USAGE);
            return;
        }
        List<String> given = Arrays.asList(args);
        Map<String, Double> options = new HashMap<>(
                Map.of("--temperature", 0.8, "--top-k", 0.0, "--top-p", 0.9, "--seed", 1.0, "--tokens", 300.0));
        String beginning = "";
        for (int i = 1; i < given.size(); i++) {
            if (options.containsKey(given.get(i)) && i + 1 < given.size()) {
                options.put(given.get(i), Double.valueOf(given.get(++i)));
            } else {
                beginning = given.get(i);
            }
        }
        Path folder = Path.of(given.get(0));
        StoryModel model = StoryModel.create(0);
        Checkpoint.read(folder.resolve("stories260K.bin"), model);
        Vocabulary vocabulary = Vocabulary.read(folder.resolve("tok512.bin"), Story.TOKENS);
        Sampler sampler = new Sampler(
                options.get("--temperature").floatValue(),
                options.get("--top-k").intValue(),
                options.get("--top-p").floatValue(),
                new Random(options.get("--seed").longValue()));
        write(model, vocabulary, sampler, beginning, options.get("--tokens").intValue(), System.out);
    }

    private static void write(
            StoryModel model, Vocabulary vocabulary, Sampler sampler, String beginning, int most, PrintStream out) {
        int[] tokens = vocabulary.tokens(beginning);
        int[] before = {tokens.length == 0 ? Vocabulary.BEGIN : tokens[tokens.length - 1]};
        out.print(beginning);
        long start = System.nanoTime();
        int written = new Writer(model, sampler).write(tokens, most, token -> {
            out.writeBytes(vocabulary.bytes(before[0], token));
            out.flush();
            before[0] = token;
        });
        double seconds = (System.nanoTime() - start) * 1e-9;
        out.printf("%n%n%d tokens, %.0f a second%n", written, written / seconds);
    }
}
