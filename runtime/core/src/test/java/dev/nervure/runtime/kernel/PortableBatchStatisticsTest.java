package dev.nervure.runtime.kernel;

class PortableBatchStatisticsTest extends BatchStatisticsContract {}
