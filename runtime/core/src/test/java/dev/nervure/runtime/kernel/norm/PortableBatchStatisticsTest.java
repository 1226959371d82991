package dev.nervure.runtime.kernel.norm;

class PortableBatchStatisticsTest extends BatchStatisticsContract {}
