package lucene8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.uhighlight.DefaultPassageFormatter;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;

/**
 * The same highlighter, outside the clock, that hands back the passages themselves instead of one
 * string a document: for counting them and for {@code --dump}.
 */
final class PassageInspector extends UnifiedHighlighter {
    /** Offsets count UTF-16 code units, of the body for a passage and of the passage for a match. */
    record Shown(int offset, String text, List<Match> matches, String html) {
        JsonObject json() {
            return new JsonObject()
                    .add("offset", offset)
                    .add("text", text)
                    .add("matches", matches.stream().map(Match::json).toList())
                    .add("html", html);
        }
    }

    record Match(int start, int length) {
        JsonObject json() {
            return new JsonObject().add("start", start).add("length", length);
        }
    }

    PassageInspector(IndexSearcher searcher, Analyzer analyzer, PassageFormatter html) {
        super(searcher, analyzer);
        setFormatter(new Collector(html));
    }

    /** The passages of each document, in the order of {@code docs}; none where Lucene shows nothing. */
    @SuppressWarnings("unchecked")
    List<List<Shown>> passages(QueryHits hits, int passages) throws IOException {
        Object[] found = highlightFieldsAsObjects(new String[] {ArticleFields.BODY}, hits.query(), hits.docs(),
                new int[] {passages}).get(ArticleFields.BODY);
        List<List<Shown>> all = new ArrayList<>();
        for (Object each : found) {
            all.add(each == null ? List.of() : (List<Shown>) each);
        }
        return all;
    }

    private static final class Collector extends PassageFormatter {
        private final PassageFormatter html;

        Collector(PassageFormatter html) {
            this.html = html;
        }

        @Override
        public List<Shown> format(Passage[] passages, String content) {
            List<Shown> shown = new ArrayList<>();
            for (Passage passage : passages) {
                int start = passage.getStartOffset();
                List<Match> matches = new ArrayList<>();
                for (int i = 0; i < passage.getNumMatches(); i++) {
                    int from = passage.getMatchStarts()[i];
                    matches.add(new Match(from - start, passage.getMatchEnds()[i] - from));
                }
                shown.add(new Shown(start, content.substring(start, passage.getEndOffset()), matches,
                        html.format(new Passage[] {passage}, content).toString()));
            }
            return shown;
        }
    }

    /** What the timed run uses: matches in {@code <mark>}, everything else HTML-escaped. */
    static PassageFormatter html() {
        return new DefaultPassageFormatter("<mark>", "</mark>", " … ", true);
    }
}
