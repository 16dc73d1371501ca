using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Search.Core.Tests;

/// <summary>Holds an index against another one that should have the same documents in the same order, but for those that are deleted in the first.</summary>
internal sealed class ReaderComparison
{
    private readonly IndexReader _source;
    private readonly IndexReader _copy;

    // By number in the source: the number in the copy, or -1.
    private readonly int[] _places;

    private ReaderComparison(IndexReader source, IndexReader copy)
    {
        (_source, _copy) = (source, copy);
        var live = MultiFields.GetLiveDocs(source);
        _places = new int[source.MaxDoc];
        int next = 0;
        for (int doc = 0; doc < _places.Length; doc++)
            _places[doc] = live is null || live.Get(doc) ? next++ : -1;
    }

    /// <summary>Compares stored fields, the kinds of fields, terms, documents, frequencies, positions, lengths and doc values, all of them.</summary>
    public static void AssertSame(IndexReader source, IndexReader copy)
    {
        Assert.Equal(source.NumDocs, copy.NumDocs);
        Assert.Equal(copy.NumDocs, copy.MaxDoc);
        var comparison = new ReaderComparison(source, copy);
        comparison.CompareStored();
        var fields = comparison.CompareFieldInfos();
        foreach (var field in fields)
        {
            if (field.IsIndexed)
                comparison.CompareTerms(field.Name);
            if (field.HasNorms)
                comparison.CompareNumbers(MultiDocValues.GetNormValues(source, field.Name), MultiDocValues.GetNormValues(copy, field.Name));
            if (field.HasDocValues)
                comparison.CompareDocValues(field);
        }
    }

    private void CompareStored()
    {
        for (int doc = 0; doc < _places.Length; doc++)
        {
            if (_places[doc] < 0)
                continue;
            var expected = _source.Document(doc).Fields;
            var actual = _copy.Document(_places[doc]).Fields;
            Assert.Equal(expected.Select(field => field.Name), actual.Select(field => field.Name));
            Assert.Equal(expected.Select(Bytes), actual.Select(Bytes));
        }
    }

    private static string Bytes(IIndexableField field)
    {
        var bytes = field.GetBinaryValue();
        return Convert.ToHexString(bytes.Bytes, bytes.Offset, bytes.Length);
    }

    private List<FieldInfo> CompareFieldInfos()
    {
        static object Kinds(FieldInfo field) => (field.Name, field.IsIndexed, field.HasNorms, field.HasDocValues, field.DocValuesType,
            field.IsIndexed ? field.IndexOptions : IndexOptions.NONE, field.HasPayloads, field.HasVectors);
        var expected = MultiFields.GetMergedFieldInfos(_source).OrderBy(field => field.Name, StringComparer.Ordinal).ToList();
        Assert.Equal(expected.Select(Kinds), MultiFields.GetMergedFieldInfos(_copy).OrderBy(field => field.Name, StringComparer.Ordinal).Select(Kinds));
        return expected;
    }

    private void CompareTerms(string field)
    {
        var expected = Postings(_source, field, doc => _places[doc]).GetEnumerator();
        foreach (string posting in Postings(_copy, field, doc => doc))
        {
            Assert.True(expected.MoveNext(), $"{field}: {posting} is too much.");
            Assert.Equal(expected.Current, posting);
        }

        Assert.False(expected.MoveNext(), $"{field}: a posting is missing.");
    }

    /// <summary>A line for each term and document.</summary>
    private static IEnumerable<string> Postings(IndexReader reader, string field, Func<int, int> place)
    {
        var terms = MultiFields.GetTerms(reader, field)?.GetEnumerator();
        while (terms is not null && terms.MoveNext())
        {
            var positions = terms.DocsAndPositions(null, null);
            var docs = positions ?? terms.Docs(null, null);
            while (docs.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
            {
                if (place(docs.DocID) < 0)
                    continue;
                string where = positions is null ? "" : string.Join(' ', Enumerable.Range(0, docs.Freq).Select(_ => positions.NextPosition()));
                yield return $"{Convert.ToHexString(terms.Term.Bytes, terms.Term.Offset, terms.Term.Length)} {place(docs.DocID)} {docs.Freq} {where}";
            }
        }
    }

    private void CompareDocValues(FieldInfo field)
    {
        if (field.DocValuesType == DocValuesType.NUMERIC)
        {
            CompareNumbers(MultiDocValues.GetNumericValues(_source, field.Name), MultiDocValues.GetNumericValues(_copy, field.Name));
        }
        else if (field.DocValuesType == DocValuesType.BINARY)
        {
            var expected = MultiDocValues.GetBinaryValues(_source, field.Name);
            var actual = MultiDocValues.GetBinaryValues(_copy, field.Name);
            for (int doc = 0; doc < _places.Length; doc++)
            {
                if (_places[doc] >= 0)
                    Assert.Equal(Bytes(expected, doc), Bytes(actual, _places[doc]));
            }
        }
        else
        {
            Assert.Equal(DocValuesType.SORTED_SET, field.DocValuesType);
            var expected = MultiDocValues.GetSortedSetValues(_source, field.Name);
            var actual = MultiDocValues.GetSortedSetValues(_copy, field.Name);
            for (int doc = 0; doc < _places.Length; doc++)
            {
                if (_places[doc] >= 0)
                    Assert.Equal(Values(expected, doc), Values(actual, _places[doc]));
            }
        }

        var has = MultiDocValues.GetDocsWithField(_source, field.Name);
        var copyHas = MultiDocValues.GetDocsWithField(_copy, field.Name);
        Assert.All(Enumerable.Range(0, _places.Length).Where(doc => _places[doc] >= 0), doc => Assert.Equal(has.Get(doc), copyHas.Get(_places[doc])));
    }

    private void CompareNumbers(NumericDocValues expected, NumericDocValues actual)
    {
        for (int doc = 0; doc < _places.Length; doc++)
        {
            if (_places[doc] >= 0)
                Assert.Equal(expected.Get(doc), actual.Get(_places[doc]));
        }
    }

    private static string Bytes(BinaryDocValues values, int doc)
    {
        var bytes = new BytesRef();
        values.Get(doc, bytes);
        return Convert.ToHexString(bytes.Bytes, bytes.Offset, bytes.Length);
    }

    private static List<string> Values(SortedSetDocValues values, int doc)
    {
        var found = new List<string>();
        var value = new BytesRef();
        values.SetDocument(doc);
        for (long ord = values.NextOrd(); ord != SortedSetDocValues.NO_MORE_ORDS; ord = values.NextOrd())
        {
            values.LookupOrd(ord, value);
            found.Add(value.Utf8ToString());
        }

        return found;
    }
}
