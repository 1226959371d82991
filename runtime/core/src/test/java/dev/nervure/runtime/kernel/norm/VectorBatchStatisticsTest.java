package dev.nervure.runtime.kernel.norm;

import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorBatchStatisticsTest extends BatchStatisticsContract {}
