/** Writes the documentation as a site: pages of {@code docs/} and Javadoc, as files that need no server. */
@NullMarked
package dev.nervure.site;

import org.jspecify.annotations.NullMarked;
