package dev.nervure.runtime.kernel;

class PortableRecurrenceTest extends RecurrenceContract {}
