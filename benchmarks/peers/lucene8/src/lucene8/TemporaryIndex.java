package lucene8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** A folder for one index, on the disk of {@code --work} (default: Java's temporary folder), deleted when closed. */
final class TemporaryIndex implements AutoCloseable {
    private final Path folder;
    private final Directory directory;

    TemporaryIndex(String work) throws IOException {
        folder = work == null
                ? Files.createTempDirectory("lucene8-")
                : Files.createTempDirectory(Files.createDirectories(Path.of(work)), "lucene8-");
        directory = FSDirectory.open(folder);
    }

    /** Lucene's choice for the platform: memory-mapped on 64 bits. */
    Directory directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        directory.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(TemporaryIndex::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
