package dev.nervure.runtime.generated;

import java.util.List;

/** The names of the classes that a network's output tells apart, and what the output says about them. */
public abstract class Classes {
    private final List<String> names;

    private Classes(String... names) {
        this.names = List.of(names);
    }

    /** Of a logit for each class. */
    public static Classes ofLogits(String... names) {
        return new Classes(names) {
            @Override
            public float[] probabilities(float[] row) {
                return softmax(row);
            }
        };
    }

    /** Of a probability for each class. */
    public static Classes ofProbabilities(String... names) {
        return new Classes(names) {
            @Override
            public float[] probabilities(float[] row) {
                return row;
            }
        };
    }

    /** Of the logit of the second of two classes. */
    public static Classes ofLogit(String first, String second) {
        return new Classes(first, second) {
            @Override
            public float[] probabilities(float[] row) {
                return softmax(0f, row[0]);
            }
        };
    }

    /** Of the probability of the second of two classes. */
    public static Classes ofProbability(String first, String second) {
        return new Classes(first, second) {
            @Override
            public float[] probabilities(float[] row) {
                return new float[] {1 - row[0], row[0]};
            }
        };
    }

    /** The names, in the order of the classes. */
    public List<String> names() {
        return names;
    }

    /** The probability of each class, from a row of the output that may be overwritten. */
    public abstract float[] probabilities(float[] row);

    /** The same of each row, which may be overwritten. */
    public float[][] probabilities(float[][] rows) {
        float[][] all = new float[rows.length][];
        for (int i = 0; i < all.length; i++) {
            all[i] = probabilities(rows[i]);
        }
        return all;
    }

    /** The class of the largest probability, the first of several. */
    public int index(float[] row) {
        float[] probabilities = probabilities(row);
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            if (probabilities[c] > probabilities[best]) {
                best = c;
            }
        }
        return best;
    }

    /** The same of each row. */
    public int[] index(float[][] rows) {
        int[] all = new int[rows.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = index(rows[i]);
        }
        return all;
    }

    /** The name of the class of the largest probability. */
    public String name(float[] row) {
        return names.get(index(row));
    }

    /** The same of each row. */
    public String[] name(float[][] rows) {
        String[] all = new String[rows.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = name(rows[i]);
        }
        return all;
    }

    private static float[] softmax(float... logits) {
        float max = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            max = Math.max(max, logit);
        }
        float[] probabilities = new float[logits.length];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp((double) logit - max);
        }
        for (int c = 0; c < probabilities.length; c++) {
            probabilities[c] = (float) (Math.exp((double) logits[c] - max) / sum);
        }
        return probabilities;
    }
}
