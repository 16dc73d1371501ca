package lucene8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

/** Writes the game's index: one text field with positions, the id as doc values, merged, in the order of the input. */
final class GameIndex {
    static final String ID = "id";
    static final String TEXT = "text";

    private static final int FLUSHES_BEFORE_MERGE = 1000;
    private static final int PROGRESS_STEP = 100_000;

    private static final FieldType TYPE = new FieldType();

    static {
        TYPE.setTokenized(true);
        TYPE.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        TYPE.freeze();
    }

    private GameIndex() {
    }

    static JsonObject build(InputStream input, Path folder, int segments, int segmentDocuments) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(analyzer()).setRAMBufferSizeMB(256)
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE).setSimilarity(new BM25Similarity(1.2f, 0.75f));
        // Merges neighbours alone, which keeps the documents' order, and waits with it for the end.
        LogDocMergePolicy merges = new LogDocMergePolicy();
        merges.setMergeFactor(FLUSHES_BEFORE_MERGE);
        merges.setNoCFSRatio(0);
        config.setMergePolicy(merges).setUseCompoundFile(false);

        long documents = 0;
        long start = System.nanoTime();
        try (Directory directory = new MMapDirectory(folder)) {
            try (IndexWriter writer = new IndexWriter(directory, config);
                    BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8), 1 << 16)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.isBlank()) {
                        continue;
                    }
                    writer.addDocument(document(line));
                    documents++;
                    if (documents % segmentDocuments == 0) {
                        writer.commit(); // closes a segment
                    }
                    if (documents % PROGRESS_STEP == 0) {
                        System.err.println(documents + " documents");
                    }
                }
                writer.forceMerge(segments);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Long peakRss = Environment.peakRssBytes();
            long bytes = 0;
            for (String file : directory.listAll()) {
                bytes += directory.fileLength(file);
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                return new JsonObject().add("engine", "lucene8").add("documents", documents).add("seconds", seconds)
                        .add("indexBytes", bytes).add("peakRssBytes", peakRss).add("segments", reader.leaves().size());
            }
        }
    }

    static Analyzer analyzer() {
        return Analyzers.of(Analyzers.SAME);
    }

    private static Document document(String line) {
        Map<String, String> members = JsonLine.members(line);
        String text = members.get("text");
        if (text == null) {
            text = members.getOrDefault("title", "") + "\n" + members.getOrDefault("body", "");
        }
        Document document = new Document();
        document.add(new BinaryDocValuesField(ID, new BytesRef(members.get("id"))));
        document.add(new Field(TEXT, text, TYPE));
        return document;
    }
}
