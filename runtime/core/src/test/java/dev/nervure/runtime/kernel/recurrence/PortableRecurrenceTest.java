package dev.nervure.runtime.kernel.recurrence;

class PortableRecurrenceTest extends RecurrenceContract {}
