package dev.nervure.training;

import java.util.random.RandomGenerator;

/** What is done to a sample; the same in every thread. */
interface SampleMap {
    Sample apply(Sample sample, RandomGenerator random);
}
