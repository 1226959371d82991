package dev.nervure.runtime.kernel;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** On JDK 17 HotSpot's limit of nodes may fall within one loop, and then an LSTM's vectors become objects. */
@Tag("vector-alone")
@EnabledForJreRange(min = JRE.JAVA_21)
class VectorAllocationTest extends AllocationContract {}
