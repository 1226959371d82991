package dev.nervure.processor.report;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Records as JSON (RFC 8259): objects whose members are the components. */
final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String of(Record value) {
        Json json = new Json();
        json.write(value, "\n");
        return json.text.append('\n').toString();
    }

    /** @param line the end of the line and the indentation of what is written */
    private void write(@Nullable Object value, String line) {
        if (value instanceof Record members) {
            object(members, line);
        } else if (value instanceof List<?> elements) {
            array(elements, line);
        } else if (value instanceof String string) {
            string(string);
        } else if (value instanceof Enum<?> constant) {
            string(constant.name().toLowerCase(Locale.ROOT));
        } else if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            text.append(value);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private void object(Record value, String line) {
        text.append('{');
        String separator = "";
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            text.append(separator).append(line).append("  ");
            string(component.getName());
            text.append(": ");
            write(get(component, value), line + "  ");
            separator = ",";
        }
        text.append(line).append('}');
    }

    /** Lists of records take a line an element. */
    private void array(List<?> elements, String line) {
        text.append('[');
        boolean lines = !elements.isEmpty() && elements.get(0) instanceof Record;
        for (Iterator<?> i = elements.iterator(); i.hasNext(); ) {
            text.append(lines ? line + "  " : "");
            write(i.next(), line + "  ");
            text.append(i.hasNext() ? (lines ? "," : ", ") : "");
        }
        text.append(lines ? line : "").append(']');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static @Nullable Object get(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
