package lucene8;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
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
     * stop words, no stemming. Longer words than an index can hold are cut where the .NET side cuts them.
     */
    private static final class SameAnalyzer extends Analyzer {
        private static final int LONGEST_WORD = 8190;

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = new CharTokenizer(TokenStream.DEFAULT_TOKEN_ATTRIBUTE_FACTORY, LONGEST_WORD) {
                @Override
                protected boolean isTokenChar(int c) {
                    return Character.isLetterOrDigit(c);
                }
            };
            return new TokenStreamComponents(words, new LowerCaseFilter(words));
        }
    }
}
