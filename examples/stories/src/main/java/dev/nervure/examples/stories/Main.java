package dev.nervure.examples.stories;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Writes on: {@code "It was the morning" --temperature 0.8 --top-k 40 --top-p 0.9 --seed 7 --tokens 200 --llama2 folder}. */
public final class Main {
    private static final String USAGE =
            "arguments: a beginning if you like, --temperature, --top-k, --top-p, --seed, --tokens,"
                    + " each with a number, and --llama2 with a folder that has stories260K.bin and tok512.bin";

    private Main() {}

    public static void main(String[] args) throws IOException {
        Map<String, String> options = new HashMap<>(Map.of(
                "--temperature",
                "0.7",
                "--top-k",
                "0",
                "--top-p",
                "0.9",
                "--seed",
                "1",
                "--tokens",
                "200",
                "--llama2",
                ""));
        String beginning = "";
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                beginning = args[i];
            } else if (options.containsKey(args[i]) && i + 1 < args.length) {
                options.put(args[i], args[++i]);
            } else {
                System.out.println(USAGE);
                return;
            }
        }
        Sampler sampler = new Sampler(
                Float.parseFloat(options.get("--temperature")),
                Integer.parseInt(options.get("--top-k")),
                Float.parseFloat(options.get("--top-p")),
                new Random(Long.parseLong(options.get("--seed"))));
        int most = Integer.parseInt(options.get("--tokens"));
        String folder = options.get("--llama2");
        if (folder.isEmpty() && !Austen.hasWeights()) {
            System.out.println(
                    "There are no weights yet. README.md has the command that learns them; or give --llama2.");
        } else if (folder.isEmpty()) {
            // The model has read pieces of so many tokens, and knows no longer distances.
            int longest = Train.LENGTH;
            Writer writer = new Writer(Austen.model(), sampler, token -> token == Vocabulary.END);
            write(writer, Austen.vocabulary(), beginning, Math.min(most, longest), System.out);
        } else {
            StoryModel model = StoryModel.create(0);
            Checkpoint.read(Path.of(folder, "stories260K.bin"), model);
            Vocabulary vocabulary = Vocabulary.read(Path.of(folder, "tok512.bin"), Story.TOKENS);
            Writer writer = new Writer(model, sampler, token -> token == Vocabulary.BEGIN || token == Vocabulary.END);
            write(writer, vocabulary, beginning, most, System.out);
        }
    }

    private static void write(Writer writer, Vocabulary vocabulary, String beginning, int most, PrintStream out) {
        int[] tokens = vocabulary.tokens(beginning);
        int[] before = {tokens.length == 0 ? Vocabulary.BEGIN : tokens[tokens.length - 1]};
        out.print(beginning);
        long start = System.nanoTime();
        int written = writer.write(tokens, most, token -> {
            out.writeBytes(vocabulary.bytes(before[0], token));
            out.flush();
            before[0] = token;
        });
        double seconds = (System.nanoTime() - start) * 1e-9;
        out.printf(Locale.ROOT, "%n%n%,d tokens, %,.0f a second%n", written, written / seconds);
    }
}
