using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>The statistics that the clauses of a field are scored with, over all segments of a snapshot.</summary>
internal sealed class FieldScoring
{
    /// <summary>Names in queries are the searcher's: as many fields of a snapshot are kept.</summary>
    private const int MaxKept = 64;

    private static readonly ConditionalWeakTable<IndexReader, ConcurrentDictionary<(string Field, double K1, double B), FieldScoring>> s_snapshots = [];

    private FieldScoring(string lengthsField, int documentCount, Bm25 bm25)
    {
        LengthsField = lengthsField;
        DocumentCount = documentCount;
        Bm25 = bm25;
    }

    /// <summary>The field whose norms are the lengths: the one of the stems, also where exact forms are looked for.</summary>
    public string LengthsField { get; }

    /// <summary>All documents, deleted ones included until they are merged away.</summary>
    public int DocumentCount { get; }

    public Bm25 Bm25 { get; }

    /// <summary>The statistics of a snapshot; read once for all searches of it.</summary>
    public static FieldScoring Read(IndexReader reader, string lengthsField, RankingOptions ranking)
    {
        var known = s_snapshots.GetValue(reader, static _ => new());
        var key = (lengthsField, ranking.K1, ranking.B);
        if (known.TryGetValue(key, out var scoring))
            return scoring;
        scoring = ReadNew(reader, lengthsField, ranking);
        if (known.Count < MaxKept)
            known.TryAdd(key, scoring);
        return scoring;
    }

    /// <summary>The inverse document frequency of a term that a number of documents have.</summary>
    public double Idf(int docFreq) => Bm25.Idf(DocumentCount, docFreq);

    private static FieldScoring ReadNew(IndexReader reader, string lengthsField, RankingOptions ranking)
    {
        long totalLength = 0;
        foreach (var leaf in reader.Leaves)
            totalLength += Math.Max(0, leaf.AtomicReader.GetTerms(lengthsField)?.SumTotalTermFreq ?? 0);
        return new FieldScoring(lengthsField, reader.MaxDoc, new Bm25(ranking.K1, ranking.B, reader.MaxDoc, totalLength));
    }
}
