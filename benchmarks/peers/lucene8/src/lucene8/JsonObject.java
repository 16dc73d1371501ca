package lucene8;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A JSON object while it is being written; members keep the order in which they were added. */
final class JsonObject {
    private final StringBuilder json = new StringBuilder("{");

    /** {@code value}: null, text, a number, a boolean, a JsonObject, or a list or map of these. */
    JsonObject add(String name, Object value) {
        if (json.length() > 1) {
            json.append(',');
        }
        quote(json, name);
        json.append(':');
        write(json, value);
        return this;
    }

    @Override
    public String toString() {
        return json + "}";
    }

    private static void write(StringBuilder out, Object value) {
        if (value instanceof Double || value instanceof Float) {
            // Three decimals: figures are microseconds, seconds and scores. Locale.ROOT for the decimal point.
            out.append(String.format(Locale.ROOT, "%.3f", ((Number) value).doubleValue()));
        } else if (value instanceof List<?> list) {
            out.append('[');
            String separator = "";
            for (Object each : list) {
                out.append(separator);
                write(out, each);
                separator = ",";
            }
            out.append(']');
        } else if (value instanceof Map<?, ?> map) {
            JsonObject nested = new JsonObject();
            map.forEach((name, each) -> nested.add((String) name, each));
            out.append(nested);
        } else if (value instanceof String text) {
            quote(out, text);
        } else {
            out.append(value);
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // Surrogates are escaped because a passage may be cut inside a pair, which UTF-8 cannot carry.
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
