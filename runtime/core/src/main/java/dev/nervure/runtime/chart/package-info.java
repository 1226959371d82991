/** Small charts as SVG, and pages of them as HTML: light and dark, without scripts and without anything from elsewhere. */
@NullMarked
package dev.nervure.runtime.chart;

import org.jspecify.annotations.NullMarked;
