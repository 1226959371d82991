package dev.nervure.runtime.kernel.reduction;

import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorSumsTest extends SumsContract {}
