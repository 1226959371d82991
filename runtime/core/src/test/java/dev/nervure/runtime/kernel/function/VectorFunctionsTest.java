package dev.nervure.runtime.kernel.function;

import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorFunctionsTest extends FunctionsContract {}
