package dev.nervure.examples.classics;

import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Sample;
import dev.nervure.training.Trainer;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Learns tastes from ratings, and recommends what nobody has rated. */
final class Recommender {
    private Recommender() {}

    static double run(long seed, PrintStream out) {
        Random random = new Random(seed);
        float[][] tastes = vectors(Ratings.PEOPLE, random);
        float[][] styles = vectors(Ratings.FILMS, random);
        Sample[] ratings = new Sample[15_000];
        Arrays.setAll(ratings, i -> {
            int person = random.nextInt(Ratings.PEOPLE);
            int film = random.nextInt(Ratings.FILMS);
            float stars = truth(tastes[person], styles[film]) + 0.3f * (float) random.nextGaussian();
            return Sample.named().ints("person", person).ints("film", film).floats("rating", stars);
        });
        RatingsModel model = RatingsModel.create(seed);
        Trainer trainer = Trainer.of(model)
                .optimizer(Optimizers.adamW(0.02f).weightDecay(0.02f).sparse()) // rows that a batch names
                .batchSize(64)
                .epochs(6)
                .seed(seed);
        trainer.fit(Dataset.of(13_000, i -> ratings[i]));
        double[] stars =
                Arrays.stream(ratings).mapToDouble(r -> r.floats("rating")[0]).toArray();
        double mean = Arrays.stream(stars).average().orElseThrow();
        double apart = Arrays.stream(stars).map(s -> s * s).average().orElseThrow() - mean * mean;
        out.printf(Locale.ROOT, "always %.1f stars: an error of %.2f%n", mean, Math.sqrt(apart));
        int[] best = IntStream.range(0, Ratings.FILMS)
                .boxed()
                .sorted(Comparator.comparing(film -> -stars(model, film)))
                .mapToInt(film -> film)
                .limit(3)
                .toArray();
        for (int film : best) {
            float truly = truth(tastes[0], styles[film]);
            out.printf(Locale.ROOT, "film %d for person 0: %.1f, in truth %.1f%n", film, stars(model, film), truly);
        }
        return Math.sqrt(
                trainer.evaluate(Dataset.of(2_000, i -> ratings[13_000 + i])).loss());
    }

    /** What person 0 would say of a film. */
    private static float stars(RatingsModel model, int film) {
        return model.predict(new RatingsInputs(new int[] {0}, new int[] {film})).stars()[0];
    }

    private static float[][] vectors(int count, Random random) {
        float[][] vectors = new float[count][4];
        for (float[] vector : vectors) {
            for (int k = 0; k < 4; k++) {
                vector[k] = 0.7f * (float) random.nextGaussian();
            }
        }
        return vectors;
    }

    private static float truth(float[] taste, float[] style) {
        float stars = 3.2f + 0.5f * taste[3];
        for (int k = 0; k < 3; k++) {
            stars += taste[k] * style[k];
        }
        return stars;
    }
}
