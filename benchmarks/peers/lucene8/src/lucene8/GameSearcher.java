package lucene8;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/** Answers queries of the game. Without a query cache: nothing derived from a query outlives it. */
final class GameSearcher implements AutoCloseable {
    private final Directory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final GameQuery queries = new GameQuery(GameIndex.analyzer(), GameIndex.TEXT);

    GameSearcher(Path folder) throws IOException {
        directory = new MMapDirectory(folder);
        reader = DirectoryReader.open(directory);
        searcher = new IndexSearcher(reader);
        searcher.setSimilarity(new BM25Similarity(1.2f, 0.75f));
        searcher.setQueryCache(null);
    }

    /** The matches where they were asked for, and the best. */
    record Answer(long count, ScoreDoc[] hits) {
    }

    Answer search(String text, GameOperation operation) throws IOException {
        Query query = queries.parse(text);
        if (operation.k() == 0) {
            return new Answer(searcher.count(query), new ScoreDoc[0]);
        }
        // Up to k matches are counted and no more, so that blocks without a competitive document are skipped.
        int counted = operation.counts() ? Integer.MAX_VALUE : operation.k();
        TopScoreDocCollector collector = TopScoreDocCollector.create(operation.k(), counted);
        searcher.search(query, collector);
        TopDocs top = collector.topDocs();
        return new Answer(top.totalHits.value, top.scoreDocs);
    }

    String id(int doc) throws IOException {
        LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
        BinaryDocValues ids = leaf.reader().getBinaryDocValues(GameIndex.ID);
        ids.advanceExact(doc - leaf.docBase);
        return ids.binaryValue().utf8ToString();
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
