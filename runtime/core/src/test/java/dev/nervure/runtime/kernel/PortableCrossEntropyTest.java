package dev.nervure.runtime.kernel;

class PortableCrossEntropyTest extends CrossEntropyContract {}
