package dev.nervure.examples.lessons;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Runs one lesson. */
public final class Main {
    private record Lesson(String title, Consumer<Sheet> show) {}

    private static final Map<String, Lesson> LESSONS = new TreeMap<>(Map.of(
            "weights",
                    new Lesson("Weights stay, activations change", sheet -> WeightsStay.train()
                            .show(sheet)),
            "layer", new Lesson("One dense layer, by hand", sheet -> new LayerByHand().show(sheet)),
            "saturation",
                    new Lesson("Saturation, and what becomes of gradients", sheet -> Saturation.run()
                            .show(sheet)),
            "dead-unit", new Lesson("The dead unit", sheet -> DeadUnit.run().show(sheet)),
            "descent",
                    new Lesson("One parameter at a time, or all by the gradient", sheet -> new Descent().show(sheet)),
            "attention",
                    new Lesson("Which word \"it\" looks at", sheet -> LookingAtWords.train()
                            .show(sheet))));

    private Main() {}

    /**
     * @param args the lesson's name, then the folder to write to, if it is not {@code lessons} in that of the build
     */
    public static void main(String[] args) throws IOException {
        Lesson lesson = args.length == 0 ? null : LESSONS.get(args[0]);
        if (lesson == null) {
            System.out.println("Which lesson? -Dexec.args= one of " + String.join(", ", LESSONS.keySet()));
            return;
        }
        Path folder = args.length > 1 ? Path.of(args[1]) : build().resolve("lessons");
        Sheet sheet = new Sheet(lesson.title, new PrintStream(System.out, true, StandardCharsets.UTF_8));
        lesson.show.accept(sheet);
        sheet.save(args[0], folder);
    }

    /** The folder that the build writes to. */
    static Path build() {
        return Path.of(System.getProperty("lessons.build", "target"));
    }
}
