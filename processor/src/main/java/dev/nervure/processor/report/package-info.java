/** A page for each network that shows what was generated for it, and the same facts as JSON. */
@NullMarked
package dev.nervure.processor.report;

import org.jspecify.annotations.NullMarked;
