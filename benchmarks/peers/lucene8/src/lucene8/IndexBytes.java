package lucene8;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.store.Directory;

/**
 * The size of an index by file extension. Only meaningful without compound files, which would hide
 * the parts in one {@code .cfs}.
 */
final class IndexBytes {
    /** Documents and frequencies, positions, offsets, and the dictionary of terms that leads to them. */
    private static final Set<String> POSTINGS = Set.of("doc", "pos", "pay", "tim", "tip", "tmd");

    /** Stored fields: data, index, meta. */
    private static final Set<String> STORED = Set.of("fdt", "fdx", "fdm");

    private final Map<String, Long> byExtension = new TreeMap<>();

    IndexBytes(Directory directory) throws IOException {
        for (String file : directory.listAll()) {
            int dot = file.lastIndexOf('.');
            String extension = dot < 0 ? "segments" : file.substring(dot + 1);
            if (!extension.equals("lock")) {
                byExtension.merge(extension, directory.fileLength(file), Long::sum);
            }
        }
    }

    long postings() {
        return sum(POSTINGS);
    }

    long stored() {
        return sum(STORED);
    }

    Map<String, Long> byExtension() {
        return byExtension;
    }

    private long sum(Set<String> extensions) {
        return extensions.stream().mapToLong(each -> byExtension.getOrDefault(each, 0L)).sum();
    }
}
