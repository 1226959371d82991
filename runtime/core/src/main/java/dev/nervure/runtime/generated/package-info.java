/**
 * What generated classes extend and call, and what nervure-training needs of them. Not for users: nothing here promises
 * to stay as it is. {@link dev.nervure.runtime.generated.Level} tells whether a generated class fits.
 */
@NullMarked
package dev.nervure.runtime.generated;

import org.jspecify.annotations.NullMarked;
