using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>
/// The list of one term while it is put together from those of several segments. Where documents keep their order they are written as they
/// are read; where they change it, the list is gathered and sorted first. Not thread-safe.
/// </summary>
internal sealed unsafe class MergedList : IDisposable
{
    private readonly uint[] _docs = new uint[PostingsRules.BlockSize];
    private readonly uint[] _freqs = new uint[PostingsRules.BlockSize];
    private uint[] _positions = [];
    private readonly BlockBuffer<Gathered> _gathered = new();
    private readonly BlockBuffer<uint> _gatheredPositions = new();
    private ArticlePostingsWriter _writer = null!;
    private FixedBitSet _seen = null!;
    private bool _hasPositions;

    public int DocFreq { get; private set; }

    public long TotalTermFreq { get; private set; }

    /// <summary>Begins a list.</summary>
    /// <param name="writer">Writes it.</param>
    /// <param name="field">The field.</param>
    /// <param name="seen">Gets the documents.</param>
    public void Start(ArticlePostingsWriter writer, FieldInfo field, FixedBitSet seen)
    {
        _writer = writer;
        _seen = seen;
        _hasPositions = field.IndexOptions >= IndexOptions.DOCS_AND_FREQS_AND_POSITIONS;
        DocFreq = 0;
        TotalTermFreq = 0;
        _gathered.Clear();
        _gatheredPositions.Clear();
    }

    /// <summary>Adds the list of one segment; segments come in their order.</summary>
    public void Add(MergeSource source, in PostingsList list)
    {
        int lastDoc = -1;
        for (int block = 0; block < list.BlockCount; block++)
        {
            int count = Read(list, block, ref lastDoc);
            ReadOnlySpan<uint> positions = _hasPositions ? ReadPositions(list, block, count) : [];
            for (int i = 0; i < count; i++)
            {
                int freq = (int)_freqs[i];
                var own = _hasPositions ? positions[..freq] : [];
                positions = positions[own.Length..];
                int doc = source.Numbers is null ? source.First + (int)_docs[i] : source.Numbers[source.NumbersStart + (int)_docs[i]];
                if (doc < 0)
                    continue;
                DocFreq++;
                TotalTermFreq += freq;
                _seen.Set(doc);
                if (source.IsReordered)
                    Gather(doc, freq, own);
                else
                    _writer.Add(doc, freq, own);
            }
        }
    }

    /// <summary>Ends the list.</summary>
    public void Finish()
    {
        if (_gathered.Count == 0)
            return;
        var postings = _gathered.Writable;
        postings.Sort();
        var positions = _gatheredPositions.Items;
        foreach (ref readonly var posting in postings)
            _writer.Add(posting.Doc, posting.Freq, _hasPositions ? positions.Slice(posting.Start, posting.Freq) : []);
    }

    public void Dispose()
    {
        _gathered.Dispose();
        _gatheredPositions.Dispose();
    }

    private void Gather(int doc, int freq, ReadOnlySpan<uint> positions)
    {
        _gathered.Add(new Gathered(doc, freq, _gatheredPositions.Count));
        positions.CopyTo(_gatheredPositions.Reserve(positions.Length));
    }

    private int Read(in PostingsList list, int block, ref int lastDoc)
    {
        int count = PostingsRules.BlockLength(list.DocFreq, block);
        fixed (uint* docs = _docs, freqs = _freqs)
        {
            if (list.SingletonDoc >= 0)
                docs[0] = (uint)list.SingletonDoc;
            else if (list.Bitmap != null)
                BitmapReader.Docs(list, block, ref lastDoc, docs);
            else
                BlockDecoder.Docs(list, block, docs);
            if (list.HasFreqs)
                BlockDecoder.Freqs(list, block, freqs);
            else
                _freqs.AsSpan(0, count).Fill(1);
        }

        return count;
    }

    /// <summary>The positions of a block's documents: of each the first, then the differences.</summary>
    private ReadOnlySpan<uint> ReadPositions(in PostingsList list, int block, int documents)
    {
        long count = 0;
        for (int i = 0; i < documents; i++)
            count += _freqs[i];
        return PositionBlocks.ReadAll(list, block, count, ref _positions);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Gathered(int Doc, int Freq, int Start) : IComparable<Gathered>
    {
        public int CompareTo(Gathered other) => Doc.CompareTo(other.Doc);
    }
}
