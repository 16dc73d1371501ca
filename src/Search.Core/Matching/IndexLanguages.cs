using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Search.Core.Analysis;
using Search.Core.Postings;

namespace Search.Core.Matching;

/// <summary>The languages other than English that the articles of a snapshot are written in; a query is analysed for each of them.</summary>
internal static class IndexLanguages
{
    /// <summary>Values of a field that should have a handful are not read to the end.</summary>
    private const int MostValues = 1_000;

    private static readonly ConditionalWeakTable<IndexReader, LanguageStemmer[]> s_snapshots = [];

    /// <summary>Read once for all searches of a snapshot.</summary>
    public static IReadOnlyList<LanguageStemmer> Of(IndexReader reader) => s_snapshots.GetValue(reader, Read);

    private static LanguageStemmer[] Read(IndexReader reader)
    {
        var found = new List<LanguageStemmer>();
        var terms = MultiFields.GetTerms(reader, FieldNames.Keyword(FieldNames.Language))?.GetEnumerator();
        for (int i = 0; i < MostValues && terms?.MoveNext() == true; i++)
        {
            if (LanguageStemmer.For(terms.Term.Utf8ToString()) is { } stemmer && !found.Contains(stemmer))
                found.Add(stemmer);
        }
        return [.. found];
    }
}
