package dev.nervure.runtime.kernel.matrix;

class PortableGatherTest extends GatherContract {}
