package dev.nervure.runtime.kernel;

class PortableFunctionsTest extends FunctionsContract {}
