package lucene8;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/** A query and the documents to highlight for it, best first. {@code ids} and {@code docs} run in parallel. */
record QueryHits(String text, Query query, int[] docs, List<String> ids) {
    /** The hits of each query by BM25; queries without a hit are left out. */
    static List<QueryHits> search(IndexSearcher searcher, Analyzer analyzer, List<String> queries, int hits)
            throws IOException {
        List<QueryHits> found = new ArrayList<>();
        for (String text : queries) {
            Query query = BodyQuery.of(text, analyzer);
            ScoreDoc[] top = searcher.search(query, hits).scoreDocs;
            if (top.length > 0) {
                int[] docs = new int[top.length];
                List<String> ids = new ArrayList<>();
                for (int i = 0; i < top.length; i++) {
                    docs[i] = top[i].doc;
                    ids.add(searcher.doc(docs[i], Set.of(ArticleFields.ID)).get(ArticleFields.ID));
                }
                found.add(new QueryHits(text, query, docs, ids));
            }
        }
        return found;
    }

    /**
     * The hits that a file prescribes, {@code query<TAB>id,id,...} a line, so that two engines
     * highlight the same documents. With {@code queries} only these are taken, in that order.
     */
    static List<QueryHits> fromFile(IndexSearcher searcher, Analyzer analyzer, Path file, List<String> queries,
            int hits) throws IOException {
        Map<String, List<String>> prescribed = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            int tab = line.lastIndexOf('\t');
            if (tab >= 0 && !line.substring(tab + 1).isBlank()) {
                prescribed.put(line.substring(0, tab).strip(), List.of(line.substring(tab + 1).strip().split(",")));
            } else if (tab < 0 && !line.isBlank()) {
                throw new UsageException(file + ": no tab in '" + line + "'");
            }
        }
        List<QueryHits> found = new ArrayList<>();
        for (String text : queries == null ? prescribed.keySet() : queries) {
            List<String> ids = prescribed.get(text);
            if (ids != null) {
                ids = ids.subList(0, Math.min(hits, ids.size()));
                int[] docs = new int[ids.size()];
                for (int i = 0; i < docs.length; i++) {
                    docs[i] = document(searcher, ids.get(i), file);
                }
                found.add(new QueryHits(text, BodyQuery.of(text, analyzer), docs, ids));
            }
        }
        return found;
    }

    /** Refuses an unknown id: leaving it out would compare different documents without a word. */
    private static int document(IndexSearcher searcher, String id, Path file) throws IOException {
        ScoreDoc[] top = searcher.search(new TermQuery(new Term(ArticleFields.ID, id)), 2).scoreDocs;
        if (top.length != 1) {
            throw new UsageException(file + ": " + (top.length == 0 ? "no" : "more than one") + " article has the id " + id);
        }
        return top[0].doc;
    }
}
