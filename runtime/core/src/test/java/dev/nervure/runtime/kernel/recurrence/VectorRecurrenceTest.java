package dev.nervure.runtime.kernel.recurrence;

import org.junit.jupiter.api.Tag;

@Tag("vector")
class VectorRecurrenceTest extends RecurrenceContract {}
