using Lucene.Net.Index;
using Search.Core.Scoring;

namespace Search.Core.Retrieval;

/// <summary>The statistics that the clauses of a field are scored with, over all segments of a snapshot.</summary>
internal sealed class FieldScoring
{
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

    /// <summary>Reads the statistics.</summary>
    public static FieldScoring Read(IndexReader reader, string lengthsField, RankingOptions ranking)
    {
        long totalLength = 0;
        foreach (var leaf in reader.Leaves)
            totalLength += Math.Max(0, leaf.AtomicReader.GetTerms(lengthsField)?.SumTotalTermFreq ?? 0);
        return new FieldScoring(lengthsField, reader.MaxDoc, new Bm25(ranking.K1, ranking.B, reader.MaxDoc, totalLength));
    }

    /// <summary>The inverse document frequency of a term that a number of documents have.</summary>
    public double Idf(int docFreq) => Bm25.Idf(DocumentCount, docFreq);
}
