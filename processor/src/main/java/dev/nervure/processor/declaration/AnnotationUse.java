package dev.nervure.processor.declaration;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An annotation of the declaration language, as it stands on a declaration. */
public interface AnnotationUse {
    /** The package of the declaration language. */
    String LANGUAGE = "dev.nervure.dsl";

    /** The simple name of the annotation, {@code Dense}. */
    String name();

    /** The names of all attributes that the annotation has, said or not. */
    List<String> attributeNames();

    /** Whether the source says a value of an attribute. */
    boolean says(String attribute);

    /** Whether every attribute has a value of the right type; where one has not, the compiler says so. */
    boolean isComplete();

    /**
     * The values of all attributes by name, defaults too, as the annotation itself would return them, with lists for arrays.
     * Classes are what the compiler has for them.
     */
    Map<String, Object> attributes();

    /** The names in the source that the annotation does not have; none where the compiler does not tell them. */
    Map<String, Place> unknownAttributes();

    /** The value of an attribute in the source, or the annotation where the source does not say it. */
    Place place(@Nullable String attribute);
}
