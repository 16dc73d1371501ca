package lucene8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Version;

/**
 * Measures UnifiedHighlighter: one thread, one segment, per query one call over its hits, which
 * loads their stored bodies, finds the matches, ranks the sentences and writes HTML. Analysing the
 * query and searching are outside the clock.
 */
final class HighlightCommand implements Command {
    private static final String[] FIELDS = {ArticleFields.BODY};

    @Override
    public String usage() {
        return "--corpus FILE... --queries FILE | --hits-file FILE [--hits 10] [--passages 3] [--rounds 5]"
                + " [--warmup-rounds 3] [--warmup-seconds 10] [--offsets postings|none] [--dump FILE] [--work FOLDER]";
    }

    @Override
    public JsonObject run(Options options) throws Exception {
        List<Path> corpus = options.files("corpus");
        Path queryFile = options.file("queries");
        Path hitsFile = options.file("hits-file");
        int hits = options.number("hits", 10, 1);
        int passages = options.number("passages", 3, 1);
        int rounds = options.number("rounds", 5, 1);
        int warmupRounds = options.number("warmup-rounds", 3, 0);
        int warmupSeconds = options.number("warmup-seconds", 10, 0);
        boolean offsets = options.choice("offsets", "postings", "postings", "none").equals("postings");
        String dump = options.text("dump", null);
        String folder = options.text("work", null);
        options.done();
        if (queryFile == null && hitsFile == null) {
            throw new UsageException("--queries FILE or --hits-file FILE is needed");
        }
        List<String> queries = queryFile == null ? null : Files.readAllLines(queryFile, StandardCharsets.UTF_8)
                .stream().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();

        Analyzer analyzer = Analyzers.of(Analyzers.ENGLISH);
        try (TemporaryIndex index = new TemporaryIndex(folder)) {
            build(index.directory(), analyzer, corpus, offsets);
            try (DirectoryReader reader = DirectoryReader.open(index.directory())) {
                IndexSearcher searcher = new IndexSearcher(reader); // BM25, k1 = 1.2, b = 0.75
                List<QueryHits> queryHits = hitsFile == null
                        ? QueryHits.search(searcher, analyzer, queries, hits)
                        : QueryHits.fromFile(searcher, analyzer, hitsFile, queries, hits);
                if (queryHits.isEmpty()) {
                    throw new UsageException("no query has a hit");
                }
                Inspection inspection = inspect(searcher, analyzer, queryHits, passages, dump);

                UnifiedHighlighter highlighter = configured(new UnifiedHighlighter(searcher, analyzer));
                highlighter.setFormatter(PassageInspector.html());
                int warmed = warmUp(highlighter, queryHits, passages, warmupRounds, warmupSeconds);
                HighlightTimes times = new HighlightTimes(queryHits.size());
                for (int i = 0; i < rounds; i++) {
                    round(highlighter, queryHits, passages, times);
                    System.err.println("round " + (i + 1) + " of " + rounds + ": " + times.summary());
                }
                IndexBytes bytes = new IndexBytes(index.directory());
                return new JsonObject()
                        .add("engine", "Lucene " + Version.LATEST.major + "." + Version.LATEST.minor + " UnifiedHighlighter")
                        .add("variant", offsets ? "offsets in postings" : "re-analysis")
                        .add("queries", queryHits.size())
                        .add("hits", queryHits.stream().mapToInt(each -> each.docs().length).sum())
                        .add("microsPerHit", times.summary())
                        .add("passages", inspection.passages())
                        .add("hitsWithoutMatch", inspection.hitsWithoutMatch())
                        .add("rounds", rounds)
                        .add("warmupRounds", warmed)
                        .add("hitsPerQuery", hits)
                        .add("passagesPerHit", passages)
                        .add("hitsFrom", hitsFile == null ? "search" : "file")
                        .add("articles", reader.numDocs())
                        .add("postingsBytes", bytes.postings())
                        .add("storedBytes", bytes.stored())
                        .add("environment", Environment.describe());
            }
        }
    }

    /** One segment whose document numbers are the corpus's order, so that ties in the score fall alike each time. */
    private static void build(Directory directory, Analyzer analyzer, List<Path> corpus, boolean offsets)
            throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(analyzer).setRAMBufferSizeMB(256)
                .setMergePolicy(new LogByteSizeMergePolicy()).setUseCompoundFile(false);
        config.getMergePolicy().setNoCFSRatio(0);
        ArticleFields fields = new ArticleFields(offsets);
        try (ArticleReader reader = new ArticleReader(corpus); IndexWriter writer = new IndexWriter(directory, config)) {
            for (Article article = reader.next(); article != null; article = reader.next()) {
                writer.addDocument(fields.document(article));
            }
            writer.forceMerge(1);
        }
    }

    /** Lucene's defaults, but for the length: its 10,000 characters would leave the ends of long articles out. */
    private static <T extends UnifiedHighlighter> T configured(T highlighter) {
        highlighter.setMaxLength(Integer.MAX_VALUE - 1);
        return highlighter;
    }

    /** At least so many rounds and at least so many seconds: the compiler needs both calls and time. */
    private static int warmUp(UnifiedHighlighter highlighter, List<QueryHits> queries, int passages, int rounds,
            int seconds) throws IOException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        int done = 0;
        while (done < rounds || System.nanoTime() < end) {
            round(highlighter, queries, passages, new HighlightTimes(queries.size()));
            done++;
        }
        return done;
    }

    private static void round(UnifiedHighlighter highlighter, List<QueryHits> queries, int passages,
            HighlightTimes times) throws IOException {
        int[] most = {passages};
        long characters = 0;
        for (int i = 0; i < queries.size(); i++) {
            QueryHits each = queries.get(i);
            long start = System.nanoTime();
            String[] html = highlighter.highlightFields(FIELDS, each.query(), each.docs(), most).get(ArticleFields.BODY);
            times.add(i, System.nanoTime() - start, each.docs().length);
            for (String one : html) {
                characters += one == null ? 0 : one.length();
            }
        }
        if (characters == 0) { // also keeps the compiler from dropping the work
            throw new IllegalStateException("nothing was highlighted");
        }
    }

    private record Inspection(long passages, long hitsWithoutMatch) {
    }

    /** Counts what is shown and, when asked, writes it down: one JSON line for each hit of each query. */
    private static Inspection inspect(IndexSearcher searcher, Analyzer analyzer, List<QueryHits> queries, int passages,
            String dump) throws IOException {
        PassageInspector inspector = configured(new PassageInspector(searcher, analyzer, PassageInspector.html()));
        long shown = 0;
        long without = 0;
        try (BufferedWriter out = dump == null ? null : Files.newBufferedWriter(Path.of(dump), StandardCharsets.UTF_8)) {
            for (QueryHits each : queries) {
                List<List<PassageInspector.Shown>> found = inspector.passages(each, passages);
                for (int i = 0; i < found.size(); i++) {
                    List<PassageInspector.Shown> hit = found.get(i);
                    shown += hit.size();
                    without += hit.stream().allMatch(passage -> passage.matches().isEmpty()) ? 1 : 0;
                    if (out != null) {
                        out.write(new JsonObject().add("query", each.text()).add("rank", i + 1).add("id", each.ids().get(i))
                                .add("passages", hit.stream().map(PassageInspector.Shown::json).toList()).toString());
                        out.write('\n');
                    }
                }
            }
        }
        return new Inspection(shown, without);
    }
}
