package lucene8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Reads a query of the search benchmark game: {@code a b} any, {@code +a +b} all, {@code "a b"} a phrase, {@code -a} none, and mixtures.
 * A word that analysis splits is one clause for each part.
 */
final class GameQuery {
    private final Analyzer analyzer;
    private final String field;

    GameQuery(Analyzer analyzer, String field) {
        this.analyzer = analyzer;
        this.field = field;
    }

    Query parse(String text) {
        List<BooleanClause> clauses = new ArrayList<>();
        boolean finds = false;
        int at = 0;
        while (at < text.length()) {
            char sign = text.charAt(at);
            if (Character.isWhitespace(sign)) {
                at++;
                continue;
            }
            BooleanClause.Occur occur = sign == '+' ? BooleanClause.Occur.MUST
                    : sign == '-' ? BooleanClause.Occur.MUST_NOT : BooleanClause.Occur.SHOULD;
            if (occur != BooleanClause.Occur.SHOULD) {
                at++;
            }
            boolean phrase = at < text.length() && text.charAt(at) == '"';
            int start = phrase ? ++at : at;
            while (at < text.length() && !(phrase ? text.charAt(at) == '"' : endsWord(text.charAt(at)))) {
                at++;
            }
            List<Term> terms = terms(text.substring(start, at));
            if (phrase) {
                at++;
            }
            if (phrase && terms.size() > 1) {
                PhraseQuery.Builder words = new PhraseQuery.Builder();
                terms.forEach(words::add);
                clauses.add(new BooleanClause(words.build(), occur));
            } else {
                terms.forEach(term -> clauses.add(new BooleanClause(new TermQuery(term), occur)));
            }
            finds |= !terms.isEmpty() && occur != BooleanClause.Occur.MUST_NOT;
        }
        if (!finds) {
            return new MatchNoDocsQuery("nothing to look for");
        }
        if (clauses.size() == 1) {
            return clauses.get(0).getQuery();
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        clauses.forEach(all::add);
        return all.build();
    }

    private static boolean endsWord(char c) {
        return Character.isWhitespace(c) || c == '"';
    }

    private List<Term> terms(String text) {
        List<Term> terms = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream(field, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(new Term(field, term.toString()));
            }
            tokens.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return terms;
    }
}
