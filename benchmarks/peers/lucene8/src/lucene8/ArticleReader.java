package lucene8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads articles from JSON Lines files, {@code .gz} or plain, one after the other. Safe for several
 * threads: decompressing and cutting lines happens under the lock, parsing outside it, so that N
 * indexing threads need no further thread that reads for them.
 */
final class ArticleReader implements AutoCloseable {
    private final Iterator<Path> files;
    private Path file;
    private BufferedReader lines;
    private long lineNumber;
    private long skipped;

    ArticleReader(List<Path> files) {
        this.files = files.iterator();
    }

    /** The next article, or null at the end. A bad line is reported on standard error and left out. */
    Article next() throws IOException {
        while (true) {
            String line;
            String where;
            synchronized (this) {
                line = nextLine();
                if (line == null) {
                    return null;
                }
                where = file + ":" + lineNumber;
            }
            try {
                return Article.parse(line);
            } catch (IllegalArgumentException bad) {
                System.err.println(where + ": left out, " + bad.getMessage());
                synchronized (this) {
                    skipped++;
                }
            }
        }
    }

    /** How many lines were left out so far. */
    synchronized long skipped() {
        return skipped;
    }

    @Override
    public synchronized void close() throws IOException {
        if (lines != null) {
            lines.close();
            lines = null;
        }
    }

    private String nextLine() throws IOException {
        while (true) {
            if (lines == null) {
                if (!files.hasNext()) {
                    return null;
                }
                file = files.next();
                lineNumber = 0;
                lines = open(file);
            }
            String line = lines.readLine();
            if (line == null) {
                close();
                continue;
            }
            lineNumber++;
            if (!line.isBlank()) {
                return line;
            }
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        if (file.toString().endsWith(".gz")) {
            bytes = new GZIPInputStream(bytes, 1 << 16);
        }
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16);
    }
}
