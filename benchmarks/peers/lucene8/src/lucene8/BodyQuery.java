package lucene8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Makes a query over the body out of any text, without a syntax that could be wrong: a text wholly
 * in double quotes is a phrase, any other is its words, one of which must match.
 */
final class BodyQuery {
    private BodyQuery() {
    }

    private record Word(Term term, int position) {
    }

    static Query of(String text, Analyzer analyzer) throws IOException {
        String trimmed = text.strip();
        boolean phrase = trimmed.length() > 2 && trimmed.indexOf('"') == 0
                && trimmed.indexOf('"', 1) == trimmed.length() - 1;
        List<Word> words = words(trimmed, analyzer);
        if (words.isEmpty()) {
            return new MatchNoDocsQuery("no word left after analysis");
        }
        if (words.size() == 1) {
            return new TermQuery(words.get(0).term());
        }
        return phrase ? phrase(words) : any(words);
    }

    /** Positions are the analyser's, so a stop word inside the phrase leaves its gap. */
    private static Query phrase(List<Word> words) {
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        words.forEach(word -> phrase.add(word.term(), word.position()));
        return phrase.build();
    }

    private static Query any(List<Word> words) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        // Lucene refuses more clauses than this limit; what is beyond it is left out instead.
        words.stream().limit(BooleanQuery.getMaxClauseCount())
                .forEach(word -> any.add(new TermQuery(word.term()), BooleanClause.Occur.SHOULD));
        return any.build();
    }

    private static List<Word> words(String text, Analyzer analyzer) throws IOException {
        List<Word> words = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream(ArticleFields.BODY, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute step = tokens.addAttribute(PositionIncrementAttribute.class);
            int position = -1;
            tokens.reset();
            while (tokens.incrementToken()) {
                position += step.getPositionIncrement();
                words.add(new Word(new Term(ArticleFields.BODY, term.toString()), position));
            }
            tokens.end();
        }
        return words;
    }
}
