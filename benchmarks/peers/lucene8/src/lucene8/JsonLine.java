package lucene8;

import java.util.HashMap;
import java.util.Map;

/**
 * Reads one line of JSON Lines: the object's own members that are strings or numbers, as text.
 * Nested arrays and objects, {@code true}, {@code false} and {@code null} are checked and left out,
 * since nothing here indexes them.
 */
final class JsonLine {
    private final String line;
    private int at;

    private JsonLine(String line) {
        this.line = line;
    }

    static Map<String, String> members(String line) {
        JsonLine reader = new JsonLine(line);
        Map<String, String> members = new HashMap<>();
        reader.object(members);
        if (reader.next() != 0) {
            throw reader.wrong("nothing after the object");
        }
        return members;
    }

    private void object(Map<String, String> members) {
        expect('{');
        if (next() == '}') {
            at++;
            return;
        }
        while (true) {
            next();
            String name = string();
            expect(':');
            String value = value();
            if (members != null && value != null) {
                members.put(name, value);
            }
            if (endOf('}')) {
                return;
            }
        }
    }

    private void array() {
        expect('[');
        if (next() == ']') {
            at++;
            return;
        }
        do {
            value();
        } while (!endOf(']'));
    }

    /** A string or a number as text; null for every other value. */
    private String value() {
        switch (next()) {
            case '"':
                return string();
            case '{':
                object(null);
                return null;
            case '[':
                array();
                return null;
            default:
                int start = at;
                while (at < line.length() && ",]} \t\r\n".indexOf(line.charAt(at)) < 0) {
                    at++;
                }
                String word = line.substring(start, at);
                if (word.equals("null") || word.equals("true") || word.equals("false")) {
                    return null;
                }
                if (word.isEmpty() || "-0123456789".indexOf(word.charAt(0)) < 0) {
                    at = start;
                    throw wrong("a value");
                }
                return word;
        }
    }

    private String string() {
        if (at >= line.length() || line.charAt(at) != '"') {
            throw wrong("a string");
        }
        int run = ++at; // start of the characters that are not copied yet
        StringBuilder unescaped = null;
        for (; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                String rest = line.substring(run, at++);
                return unescaped == null ? rest : unescaped.append(rest).toString();
            }
            if (c == '\\') {
                if (unescaped == null) {
                    unescaped = new StringBuilder(line.length() - run);
                }
                unescaped.append(line, run, at).append(escape());
                run = at + 1;
            }
        }
        throw wrong("the string's closing quote");
    }

    /** Called on the backslash, leaves {@link #at} on the escape's last character. */
    private char escape() {
        at++;
        char c = at < line.length() ? line.charAt(at) : 0;
        switch (c) {
            case '"', '\\', '/':
                return c;
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u':
                if (at + 4 < line.length()) {
                    int code = 0;
                    for (int i = 1; i <= 4; i++) {
                        int digit = Character.digit(line.charAt(at + i), 16);
                        code = digit < 0 ? -1 : code < 0 ? code : code << 4 | digit;
                    }
                    if (code >= 0) {
                        at += 4;
                        return (char) code;
                    }
                }
                throw wrong("four hexadecimal digits");
            default:
                throw wrong("an escape");
        }
    }

    /** Steps over a comma, or over {@code close}, and says whether it was the latter. */
    private boolean endOf(char close) {
        char c = next();
        if (c != ',' && c != close) {
            throw wrong("',' or '" + close + "'");
        }
        at++;
        return c == close;
    }

    private void expect(char c) {
        if (next() != c) {
            throw wrong("'" + c + "'");
        }
        at++;
    }

    /** The next character that is no space, not stepped over; 0 at the end. */
    private char next() {
        while (at < line.length() && " \t\r\n".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return at < line.length() ? line.charAt(at) : 0;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("expected " + expected + " at character " + at);
    }
}
