package dev.nervure.runtime.kernel.function;

class PortableFunctionsTest extends FunctionsContract {}
