package dev.nervure.runtime.kernel.softmax;

class PortableSoftmaxTest extends SoftmaxContract {}
