package lucene8;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;

/**
 * Turns an article into a Lucene document: id and date as keywords, title and body analysed with
 * positions, all four stored, the date's first day as doc values for sorting and ranges.
 */
final class ArticleFields {
    static final String ID = "id";
    static final String TITLE = "title";
    static final String BODY = "body";
    static final String DATE = "date";
    static final String DAY = "day";

    private final FieldType text;

    /** {@code offsets}: whether the postings also carry where in the text each word stands. */
    ArticleFields(boolean offsets) {
        text = new FieldType(TextField.TYPE_STORED);
        if (offsets) {
            text.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
        }
        text.freeze();
    }

    Document document(Article article) {
        Document document = new Document();
        document.add(new StringField(ID, article.id(), Field.Store.YES));
        document.add(new Field(TITLE, article.title(), text));
        document.add(new Field(BODY, article.body(), text));
        if (article.date() != null) {
            document.add(new StringField(DATE, article.date(), Field.Store.YES));
            Long day = article.epochDay();
            if (day != null) {
                document.add(new NumericDocValuesField(DAY, day));
            }
        }
        return document;
    }
}
