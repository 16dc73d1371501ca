using System.Numerics;
using Search.Core.Postings;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core.Tests.Retrieval;

/// <summary>The lists of a segment as a search reads them, in random order of calls, against the plain documents.</summary>
public sealed unsafe class ListReaderTests
{
    private const int Calls = 1_000;

    private static readonly Lazy<KernelIndex> s_index = new(() => new KernelIndex(3));

    public static TheoryData<string, string> Lists
    {
        get
        {
            var lists = new TheoryData<string, string>();
            foreach (string term in KernelIndex.Terms)
            {
                lists.Add(FieldNames.Body, term);
                lists.Add(FieldNames.Keyword(SyntheticFields.Topic), term);
            }
            return lists;
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Any_order_of_calls_gives_the_list(string field, string term)
    {
        using var arena = ScratchArena.Rent();
        var list = s_index.Value.Open(field, term);
        var naive = new NaiveList(s_index.Value.Positions(term));
        Assert.Equal(naive.Docs.Length, list.DocFreq);
        for (int seed = 0; seed < 3; seed++)
        {
            var reader = ListReader.Open(list, arena);
            var random = new Random(seed);
            for (int call = 0; call < Calls; call++)
                Check(reader, naive, random, arena);
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Codes_bound_every_posting(string field, string term)
    {
        if (field != FieldNames.Body)
            return;
        var index = s_index.Value;
        var list = index.Open(field, term);
        var naive = new NaiveList(index.Positions(term));
        var lengths = index.Postings.Lengths(field)!;
        var random = new Random(term.Length + list.DocFreq);
        for (int round = 0; round < 8; round++)
        {
            using var arena = ScratchArena.Rent();
            var bm25 = round == 0 ? new Bm25(1.2, 0.75, KernelIndex.MaxDoc, 40 * KernelIndex.MaxDoc)
                : new Bm25(Pick(random, 0, 3), Pick(random, 0, 1), KernelIndex.MaxDoc, random.Next(1, 400) * (long)KernelIndex.MaxDoc / 4);
            CheckCodes(SegmentTerm.Open(list, new LengthNorms(lengths.Address, lengths.Width, bm25), arena), naive, bm25, lengths, random);
        }
    }

    private static void CheckCodes(SegmentTerm term, NaiveList naive, Bm25 bm25, FlatLengths lengths, Random random)
    {
        double[] shares = [.. naive.Docs.Select(doc => bm25.Score(1, naive.Freq(doc), lengths.Get(doc)))];
        foreach (int i in Enumerable.Range(0, naive.Docs.Length).OrderBy(_ => random.Next()).Take(300))
        {
            int doc = naive.Docs[i];
            term.Reader.Mask(doc >> 6);
            Assert.Equal(shares[i], term.Saturation(doc, term.Reader.Freq(term.Reader.PlaceOf(doc))));
            int[] codes = [term.CodeOf(doc), term.CodeAt(i, doc), term.CodeNear(doc), term.Window(doc >> 12)[(doc >> 6) & 63], term.Coarse[doc >> 12], term.LargestCode];
            if (term.IsRanged)
                codes = [.. codes, term.WindowNear(doc >> 12)[(doc >> 6) & 63]];
            Assert.All(codes, code => Assert.True(shares[i] <= code / 255.0 * term.Scale * (1 + 1e-9), $"{shares[i]} of {doc} is above {string.Join(' ', codes)} times {term.Scale}"));
        }
        for (int best = 1; best < 12; best++)
        {
            double least = term.LeastOfBest((best + 1) / 2, isFine: best % 2 == 0);
            Assert.True(shares.Count(share => share >= least) >= Math.Min((best + 1) / 2, shares.Length), $"Fewer than {best} of {shares.Length} reach {least}");
        }
        if (term.Reader.IsBitmap)
            return;
        for (int i = 0; i < 40; i++)
        {
            int from = random.Next(naive.Docs.Length + 1);
            int code = random.Next(-1, 258);
            int expected = Enumerable.Range(from, naive.Docs.Length - from).FirstOrDefault(at => term.CodeAt(at, naive.Docs[at]) >= code, naive.Docs.Length);
            Assert.Equal(expected, term.NextFrom(from, code));
        }
    }

    private static double Pick(Random random, double least, double most) =>
        random.Next(5) switch { 0 => least, 1 => most, _ => least + (most - least) * random.NextDouble() };

    private static void Check(ListReader reader, NaiveList naive, Random random, ScratchArena arena)
    {
        int doc = random.Next(3) == 0 ? random.Next(KernelIndex.MaxDoc) : naive.Docs[random.Next(naive.Docs.Length)];
        int range = doc >> 6;
        int index = Array.BinarySearch(naive.Docs, doc);
        switch (random.Next(reader.IsBitmap ? 8 : 13))
        {
            case 0:
                Assert.Equal(naive.Mask(range), reader.Mask(range));
                break;
            case 1:
                Assert.Equal(index >= 0, (reader.MaskOf(doc) >> doc & 1) != 0);
                break;
            case 2 when reader.IsBitmap:
                Assert.Equal(index >= 0, reader.Find((uint)doc) >= 0);
                break;
            case 2:
                Assert.Equal(Math.Max(-1, index), reader.Find((uint)doc));
                break;
            case 3:
                for (ulong bits = reader.Mask(range); bits != 0; bits &= bits - 1)
                    CheckDocument(reader, naive, (range << 6) + BitOperations.TrailingZeroCount(bits));
                break;
            case 4 when index >= 0:
                reader.MaskOf(doc);
                CheckDocument(reader, naive, doc);
                break;
            case 5:
                ulong* scratch = stackalloc ulong[RangeKernels.Count];
                ulong* words = WindowWords.Of(reader, doc >> 12, scratch);
                for (int i = 0; i < RangeKernels.Count; i++)
                    Assert.Equal(naive.Mask((doc >> 12 << 6) + i), words[i]);
                break;
            case 6:
                CheckMany(reader, naive, random);
                break;
            case 7 when reader.List.HasFreqs:
                CheckFreqs(reader, naive, random);
                break;
            case 8:
                int target = random.Next(8) == 0 ? KernelIndex.MaxDoc + random.Next(100) : doc + random.Next(2);
                int first = Array.BinarySearch(naive.Docs, target);
                Assert.Equal(first < 0 ? ~first : first, reader.FirstFrom((uint)target));
                break;
            case 9 when index >= 0:
                reader.SetDocument(doc, index);
                Assert.NotEqual(0UL, reader.MaskOf(doc) >> doc & 1);
                CheckDocument(reader, naive, doc);
                break;
            case 10 when index >= 0:
                Assert.Equal((uint)doc, reader.Doc(index));
                break;
            case 11 when index >= 0:
                uint* docs = reader.Block(index >> 7);
                for (int i = 0; i < PostingsRules.BlockSize; i++)
                    Assert.Equal((index & ~127) + i < naive.Docs.Length ? (uint)naive.Docs[(index & ~127) + i] : uint.MaxValue, docs[i]);
                break;
            case 12 when random.Next(20) == 0 && reader.Set == null:
                reader.MakeSet();
                for (int i = 0; i < reader.BytesOfSet / sizeof(ulong); i++)
                    Assert.Equal(naive.Mask(i), reader.Set[i]);
                break;
            default:
                break;
        }
    }

    /// <summary>The places of many documents, and which of them the list has.</summary>
    private static void CheckMany(ListReader reader, NaiveList naive, Random random)
    {
        int from = random.Next(KernelIndex.MaxDoc), distance = 1 << random.Next(11);
        uint[] docs = [.. Enumerable.Range(0, random.Next(100)).Select(i => (uint)(from + i * distance + random.Next(distance))).TakeWhile(doc => doc < KernelIndex.MaxDoc)];
        int[] places = new int[docs.Length];
        int kept;
        uint[] common = [.. docs];
        fixed (uint* d = docs, c = common)
        fixed (int* p = places)
        {
            reader.PlacesOf(d, docs.Length, p);
            kept = reader.KeepCommon(c, docs.Length);
        }
        Assert.Equal(docs.Select(doc => Math.Max(-1, Array.BinarySearch(naive.Docs, (int)doc))), places);
        Assert.Equal(docs.Where((_, i) => places[i] >= 0), common.Take(kept));
        // Candidates of windows, the best of which come first, do not ascend.
        random.Shuffle(docs);
        fixed (uint* d = docs)
        fixed (int* p = places)
            reader.PlacesOf(d, docs.Length, p);
        Assert.Equal(docs.Select(doc => Math.Max(-1, Array.BinarySearch(naive.Docs, (int)doc))), places);
    }

    /// <summary>The frequencies of many documents that have the term, and of those of their blocks before them.</summary>
    private static void CheckFreqs(ListReader reader, NaiveList naive, Random random)
    {
        int from = random.Next(naive.Docs.Length), distance = 1 << random.Next(8);
        int[] places = [.. Enumerable.Range(0, random.Next(1, 100)).Select(i => from + i * distance).TakeWhile(place => place < naive.Docs.Length)], freqs = new int[places.Length];
        uint[] before = new uint[places.Length];
        fixed (int* p = places, f = freqs)
        fixed (uint* b = before)
            reader.FreqsAndBefore(p, places.Length, f, b, isDense: random.Next(2) == 0);
        for (int i = 0; i < places.Length; i++)
        {
            Assert.Equal(naive.Freq(naive.Docs[places[i]]), freqs[i]);
            Assert.Equal(naive.Docs[(places[i] & ~127)..places[i]].Sum(naive.Freq), (int)before[i]);
        }
    }

    /// <summary>The place, the frequency and the positions of a document of the range or the document that was last asked for.</summary>
    private static void CheckDocument(ListReader reader, NaiveList naive, int doc)
    {
        int index = reader.PlaceOf(doc);
        Assert.Equal(Array.BinarySearch(naive.Docs, doc), index);
        if (!reader.List.HasFreqs)
        {
            Assert.Equal(1, reader.Freq(index));
            return;
        }
        Assert.Equal(naive.Freq(doc), reader.Freq(index));
        int[] positions = new int[naive.Freq(doc)];
        reader.Positions(index, positions);
        Assert.True(naive.Positions(doc).AsSpan().SequenceEqual(positions));
    }

    private sealed class NaiveList(int[][] positions)
    {
        private readonly ulong[] _masks = Masks(positions);

        public int[] Docs { get; } = [.. Enumerable.Range(0, positions.Length).Where(doc => positions[doc].Length > 0)];

        public int Freq(int doc) => positions[doc].Length;

        public int[] Positions(int doc) => positions[doc];

        public ulong Mask(int range) => range < _masks.Length ? _masks[range] : 0;

        private static ulong[] Masks(int[][] positions)
        {
            ulong[] masks = new ulong[positions.Length / 64 + 1];
            for (int doc = 0; doc < positions.Length; doc++)
                masks[doc >> 6] |= positions[doc].Length > 0 ? 1UL << doc : 0;
            return masks;
        }
    }
}
