using Lucene.Net.Index;
using Search.Core.Postings;

namespace Search.Core.Indexing.Optimizing;

/// <summary>For each document the terms that it has, of those that are neither rare nor everywhere. Read from the postings of segments of our codec.</summary>
internal sealed unsafe class ForwardIndex
{
    // Terms in more of the documents stand everywhere whatever the order, terms in fewer cost more than they say.
    private const int LargestShare = 2;
    private const int SmallestDocFreq = 32;
    private const int LargestDocFreqClass = 32;

    private ForwardIndex(long[] starts, int[] terms, int termCount)
    {
        Starts = starts;
        Terms = terms;
        TermCount = termCount;
    }

    /// <summary>Where the terms of each document start; one more than there are documents.</summary>
    public long[] Starts { get; }

    /// <summary>The numbers of the terms of all documents.</summary>
    public int[] Terms { get; }

    public int TermCount { get; }

    /// <param name="segments">The segments.</param>
    /// <param name="documents">The number of each of their documents, one segment after the other; -1 for deleted ones.</param>
    /// <param name="count">How many numbers there are.</param>
    /// <param name="memory">Bytes that the index may take; the rarest terms are left out to keep it.</param>
    /// <param name="checkCancelled">Throws to end it.</param>
    public static ForwardIndex Read(IReadOnlyList<AtomicReader> segments, int[] documents, int count, long memory, Action checkCancelled)
    {
        int largest = Math.Max(SmallestDocFreq, count / LargestShare);
        int smallest = SmallestDocFreqWithin(segments, largest, memory / sizeof(int), checkCancelled);
        long[] starts = new long[count + 1];
        Visit(segments, documents, smallest, largest, checkCancelled, (document, _) => starts[document + 1]++);
        for (int document = 0; document < count; document++)
            starts[document + 1] += starts[document];
        int[] terms = new int[checked((int)starts[count])];
        long[] next = starts[..^1];
        int termCount = Visit(segments, documents, smallest, largest, checkCancelled, (document, term) => terms[next[document]++] = term);
        return new ForwardIndex(starts, terms, termCount);
    }

    /// <summary>The smallest frequency, a power of two, from which on all postings fit.</summary>
    private static int SmallestDocFreqWithin(IReadOnlyList<AtomicReader> segments, int largest, long postings, Action checkCancelled)
    {
        long[] byClass = new long[LargestDocFreqClass];
        foreach (var (_, terms) in TextTerms(segments))
        {
            checkCancelled();
            while (terms.MoveNext())
            {
                if (terms.DocFreq <= largest)
                    byClass[System.Numerics.BitOperations.Log2((uint)terms.DocFreq)] += terms.DocFreq;
            }
        }

        long sum = 0;
        int at = LargestDocFreqClass - 1;
        while (at > System.Numerics.BitOperations.Log2(SmallestDocFreq) && sum + byClass[at - 1] <= Math.Min(postings, Array.MaxLength))
            sum += byClass[--at];
        return 1 << at;
    }

    private static int Visit(IReadOnlyList<AtomicReader> segments, int[] documents, int smallest, int largest, Action checkCancelled, Action<int, int> posting)
    {
        // Terms have the same number in all segments.
        var numbers = new Dictionary<(string Field, string Term), int>();
        var blocks = new ListBlocks();
        int start = 0;
        foreach (var segment in segments)
        {
            foreach (var (field, terms) in TextTerms([segment]))
            {
                checkCancelled();
                while (terms.MoveNext())
                {
                    if (terms.DocFreq < smallest || terms.DocFreq > largest)
                        continue;
                    var key = (field.Name, Convert.ToBase64String(terms.Term.Bytes, terms.Term.Offset, terms.Term.Length));
                    if (!numbers.TryGetValue(key, out int number))
                        numbers.Add(key, number = numbers.Count);
                    ArticleFieldsProducer.Of(segment)!.Postings.Open((ArticleTermState)terms.GetTermState(), field, out var list);
                    blocks.Start(list);
                    while (blocks.Next())
                    {
                        foreach (uint doc in blocks.Docs)
                        {
                            int document = documents[start + (int)doc];
                            if (document >= 0)
                                posting(document, number);
                        }
                    }
                }
            }

            start += segment.MaxDoc;
        }

        return numbers.Count;
    }

    /// <summary>The fields that have lengths: texts, by their stems.</summary>
    private static IEnumerable<(FieldInfo Field, TermsEnum Terms)> TextTerms(IReadOnlyList<AtomicReader> segments)
    {
        foreach (var segment in segments)
        {
            foreach (var field in segment.FieldInfos.Where(field => field.HasNorms))
            {
                if (segment.GetTerms(field.Name) is { } terms)
                    yield return (field, terms.GetEnumerator());
            }
        }
    }
}
