package dev.nervure.runtime.kernel;

class PortableAllocationTest extends AllocationContract {}
