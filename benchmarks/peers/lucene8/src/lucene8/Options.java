package lucene8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code [value ...] --name value [value ...]}. Each accessor takes its option out, so that {@link #done} can
 * refuse what nobody asked for: a misspelt option must not silently measure the default.
 */
final class Options {
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Deque<String> positional = new ArrayDeque<>();

    private Options() {
    }

    static Options parse(String[] args, int from) {
        Options options = new Options();
        List<String> current = null;
        for (int i = from; i < args.length; i++) {
            if (args[i].startsWith("--")) {
                current = options.values.computeIfAbsent(args[i].substring(2), name -> new ArrayList<>());
            } else if (current == null) {
                options.positional.add(args[i]);
            } else {
                current.add(args[i]);
            }
        }
        return options;
    }

    /** The next of the values that stand before the first option. */
    String positional(String name) {
        if (positional.isEmpty()) {
            throw new UsageException(name + " is needed");
        }
        return positional.remove();
    }

    String text(String name, String fallback) {
        List<String> found = values.remove(name);
        if (found == null) {
            return fallback;
        }
        if (found.size() != 1) {
            throw new UsageException("--" + name + " takes one value");
        }
        return found.get(0);
    }

    String choice(String name, String fallback, String... allowed) {
        String value = text(name, fallback);
        if (!List.of(allowed).contains(value)) {
            throw new UsageException("--" + name + " is one of " + String.join(", ", allowed));
        }
        return value;
    }

    int number(String name, int fallback, int least) {
        String value = text(name, Integer.toString(fallback));
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the message below
        }
        throw new UsageException("--" + name + " is a whole number of at least " + least);
    }

    /** The existing file of that option, or null when the option is absent. */
    Path file(String name) {
        String value = text(name, null);
        return value == null ? null : existing(name, value);
    }

    /** The existing files of that option, at least one. */
    List<Path> files(String name) {
        List<String> found = values.remove(name);
        if (found == null || found.isEmpty()) {
            throw new UsageException("--" + name + " FILE is needed");
        }
        return found.stream().map(value -> existing(name, value)).toList();
    }

    void done() {
        if (!positional.isEmpty()) {
            throw new UsageException("'" + positional.peek() + "' belongs to no option");
        }
        if (!values.isEmpty()) {
            throw new UsageException("unknown option --" + values.keySet().iterator().next());
        }
    }

    private static Path existing(String name, String value) {
        Path path = Path.of(value);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new UsageException("--" + name + ": no readable file " + value);
        }
        return path;
    }
}
