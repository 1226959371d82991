package dev.nervure.runtime.kernel.softmax;

class PortableCrossEntropyTest extends CrossEntropyContract {}
