package lucene8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Version;

/**
 * Measures indexing: from opening the first file of the corpus to the moment when the last merge is
 * done and the commit is on the disk. Reading and parsing JSON is inside the clock, and so is the
 * warm-up of a Java that has just started: that is what indexing an archive costs.
 */
final class IndexCommand implements Command {
    @Override
    public String usage() {
        return "--corpus FILE... [--threads 1] [--buffer-mb 256] [--analysis english|same]"
                + " [--offsets none|postings] [--merges background|serial] [--force-merge 0] [--work FOLDER]";
    }

    @Override
    public JsonObject run(Options options) throws Exception {
        List<Path> corpus = options.files("corpus");
        int threads = options.number("threads", 1, 1);
        int bufferMb = options.number("buffer-mb", 256, 1);
        String analysis = options.choice("analysis", Analyzers.ENGLISH, Analyzers.ENGLISH, Analyzers.SAME);
        String offsets = options.choice("offsets", "none", "none", "postings");
        String merges = options.choice("merges", "background", "background", "serial");
        int forceMerge = options.number("force-merge", 0, 0);
        String work = options.text("work", null);
        options.done();

        IndexWriterConfig config = new IndexWriterConfig(Analyzers.of(analysis)).setRAMBufferSizeMB(bufferMb);
        // No compound files, neither from flushes nor from merges, so that IndexBytes sees the parts.
        config.setUseCompoundFile(false).getMergePolicy().setNoCFSRatio(0);
        if (merges.equals("serial")) {
            config.setMergeScheduler(new SerialMergeScheduler());
        }

        try (TemporaryIndex index = new TemporaryIndex(work)) {
            Directory directory = index.directory();
            AtomicLong readNanos = new AtomicLong();
            long skipped;
            long start = System.nanoTime();
            // close() of the writer flushes, waits for the merges and commits (fsync of every file).
            try (ArticleReader reader = new ArticleReader(corpus);
                    IndexWriter writer = new IndexWriter(directory, config)) {
                addAll(reader, writer, new ArticleFields(offsets.equals("postings")), threads, readNanos);
                if (forceMerge > 0) {
                    writer.forceMerge(forceMerge);
                }
                skipped = reader.skipped();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = Environment.cpuSeconds();
            Long peakRss = Environment.peakRssBytes(); // before the check below, which is not indexing

            int articles;
            int segments;
            try (DirectoryReader check = DirectoryReader.open(directory)) {
                articles = check.numDocs();
                segments = check.leaves().size();
            }
            IndexBytes bytes = new IndexBytes(directory);
            return new JsonObject()
                    .add("name", "Lucene " + Version.LATEST.major + "." + Version.LATEST.minor)
                    .add("threads", threads)
                    .add("articlesPerSecond", articles / seconds)
                    .add("peakRssBytes", peakRss)
                    .add("postingsBytes", bytes.postings())
                    .add("storedBytes", bytes.stored())
                    .add("articles", articles)
                    .add("seconds", seconds)
                    .add("cpuSeconds", cpuSeconds)
                    .add("readSeconds", readNanos.get() / 1e9)
                    .add("skipped", skipped)
                    .add("segments", segments)
                    .add("analysis", analysis)
                    .add("offsets", offsets)
                    .add("bufferMb", bufferMb)
                    .add("merges", merges)
                    .add("forceMerge", forceMerge)
                    .add("bytesByExtension", bytes.byExtension())
                    .add("environment", Environment.describe());
        }
    }

    /** Adds everything that the reader has, by {@code threads} threads that read, parse and index in turn. */
    private static void addAll(ArticleReader reader, IndexWriter writer, ArticleFields fields, int threads,
            AtomicLong readNanos) throws Exception {
        Callable<Void> worker = () -> {
            while (true) {
                long start = System.nanoTime();
                Article article = reader.next();
                readNanos.addAndGet(System.nanoTime() - start);
                if (article == null) {
                    return null;
                }
                // add, not update: ids in a corpus are unique, and it is Lucene's fastest way in
                writer.addDocument(fields.document(article));
            }
        };
        if (threads == 1) {
            worker.call();
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(worker));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } finally {
            pool.shutdownNow();
        }
    }
}
