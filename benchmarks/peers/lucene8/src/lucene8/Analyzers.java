package lucene8;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.util.CharTokenizer;

/** The two analysis chains that can be measured. */
final class Analyzers {
    static final String ENGLISH = "english";
    static final String SAME = "same";

    private Analyzers() {
    }

    static Analyzer of(String name) {
        return name.equals(SAME) ? new SameAnalyzer() : new EnglishAnalyzer();
    }

    /**
     * The chain that every engine can run alike: lower case, split on what is no letter or digit, no
     * stop words, no stemming. Tokens of more than 255 characters are cut, Lucene's default.
     */
    private static final class SameAnalyzer extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = CharTokenizer.fromTokenCharPredicate(Character::isLetterOrDigit);
            return new TokenStreamComponents(words, new LowerCaseFilter(words));
        }
    }
}
