using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Lucene.Net.Index;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Postings;

/// <summary>
/// Looks terms up in Lucene's dictionary, in place where it is mapped: less than half of what Lucene's enumerator costs, which copies blocks and keeps its way for the next term. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// The dictionary is Lucene 4.8's block tree: terms with a common beginning are a block; <see cref="TermIndex"/> leads to it. A block that would be too large has parts, told apart by the
/// byte that follows the beginning.
/// </remarks>
internal sealed unsafe class TermDictionary : IDisposable
{
    private const string BlocksHeader = "BLOCK_TREE_TERMS_DICT", IndexHeader = "BLOCK_TREE_TERMS_INDEX", AutomatonHeader = "FST";

    /// <summary>The only versions of Lucene 4.8's files that our codec has ever written.</summary>
    private const int BlockTreeVersion = 3, AutomatonVersion = 4;

    /// <summary>Flags of what the index says of a block.</summary>
    private const int IsInParts = 1, HasTerms = 2, FlagBits = 2;

    /// <summary>Bytes that the processor fetches together, and how many of them most blocks take.</summary>
    private const int CacheLine = 64, FetchedLines = 8;

    /// <summary>In front of the footer: where the table of fields starts.</summary>
    private const int TrailerSize = sizeof(long);

    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);
    private readonly PostingsMemory _blocks;
    private readonly PostingsMemory _index;
    private readonly SegmentPostings _postings;
    private byte* _blocksEnd;

    private TermDictionary(PostingsMemory blocks, PostingsMemory index, SegmentPostings postings) => (_blocks, _index, _postings) = (blocks, index, postings);

    private sealed record Field(FieldInfo Info, TermIndex Index, byte[] Root);

    /// <summary>Opens the dictionary of a segment.</summary>
    /// <returns>Null when it is not mapped, or not of the form that is written now: Lucene's enumerator then finds terms.</returns>
    public static TermDictionary? TryOpen(LuceneDirectory directory, SegmentReadState state, SegmentPostings postings)
    {
        if (postings.Version != PostingsFiles.Version || state.SegmentSuffix.Length > 0)
            return null;
        PostingsMemory? blocks = null, index = null;
        try
        {
            blocks = PostingsMemory.TryMap(directory, state.SegmentInfo, PostingsFiles.Terms, BlocksHeader, BlockTreeVersion, state.Context);
            index = blocks is null ? null : PostingsMemory.TryMap(directory, state.SegmentInfo, PostingsFiles.TermsIndex, IndexHeader, BlockTreeVersion, state.Context);
            if (blocks is not null && index is not null)
            {
                var dictionary = new TermDictionary(blocks, index, postings);
                dictionary.ReadFields(state.FieldInfos);
                return dictionary;
            }

            blocks?.Dispose();
            return null;
        }
        catch
        {
            blocks?.Dispose();
            index?.Dispose();
            throw;
        }
    }

    /// <summary>Looks a term up.</summary>
    /// <param name="field">The name of its field.</param>
    /// <param name="term">The term.</param>
    /// <returns>Null when the field does not have it.</returns>
    /// <exception cref="CorruptIndexException">A file is damaged; the message names it.</exception>
    [SkipLocalsInit]
    public ArticleTermState? Find(string field, ReadOnlySpan<byte> term)
    {
        _blocks.ThrowIfClosed();
        if (!_fields.TryGetValue(field, out var found))
            return null;
        byte* output = stackalloc byte[TermIndex.MostOutput];
        int length = found.Root.Length;
        found.Root.CopyTo(new Span<byte>(output, TermIndex.MostOutput));
        int prefix = found.Index.Walk(term, output, ref length);
        var place = new ByteCursor(_index, output, output + length);
        byte* block = FindBlock(ref place, term[prefix..]);
        return block == null ? null : FindInBlock(found.Info, block, term[prefix..]);
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _index.Dispose();
    }

    /// <summary>Where the block starts, or that of its parts, that would have a term; null where there are no terms.</summary>
    private byte* FindBlock(ref ByteCursor place, ReadOnlySpan<byte> suffix)
    {
        long code = place.ReadVInt64();
        long start = code >> FlagBits;
        bool hasTerms = (code & HasTerms) != 0;
        if ((code & IsInParts) != 0 && suffix.Length > 0)
        {
            long first = start;
            for (int parts = place.ReadVInt32(); parts > 0 && suffix[0] >= place.ReadByte(); parts--)
            {
                code = place.ReadVInt64();
                start = first + (code >> 1);
                hasTerms = (code & 1) != 0;
            }
        }

        if (!hasTerms)
            return null;
        if (start < _blocks.ContentStart || start > _blocksEnd - _blocks.Address)
            throw _index.Damaged("a block of terms does not lie in its file");
        byte* block = _blocks.Address + start;
        // Its parts are read one after the other, each with what the one before it told.
        if (Sse.IsSupported)
        {
            for (int line = 0; line < FetchedLines; line++)
                Sse.Prefetch0(block + line * CacheLine);
        }

        return block;
    }

    private ArticleTermState? FindInBlock(FieldInfo field, byte* block, ReadOnlySpan<byte> suffix)
    {
        var at = new ByteCursor(_blocks, block, _blocksEnd);
        int entries = at.ReadVInt32() >>> 1;
        int code = at.ReadVInt32();
        var suffixes = at.Take(code >> 1);
        int before = (code & 1) != 0 ? TermsBefore(ref suffixes, entries, suffix) : TermsBeforeAmongBlocks(ref suffixes, entries, suffix);
        if (before < 0)
            return null;
        var numbers = at.Take(at.ReadVInt32());
        var places = at.Take(at.ReadVInt32());
        var state = new ArticleTermState();
        state.StartBlock();
        bool hasFreqs = field.IndexOptions >= IndexOptions.DOCS_AND_FREQS;
        for (int i = 0; i <= before; i++)
        {
            state.DocFreq = numbers.ReadVInt32();
            state.TotalTermFreq = hasFreqs ? state.DocFreq + numbers.ReadVInt64() : -1;
            TermPlaces.Read(ref places, _postings, field, state);
        }

        return state;
    }

    /// <summary>How many terms of a block stand before one; negative when it does not have it.</summary>
    private static int TermsBefore(ref ByteCursor suffixes, int entries, ReadOnlySpan<byte> suffix)
    {
        for (int i = 0; i < entries; i++)
        {
            int length = suffixes.ReadVInt32();
            int order = Compare(suffixes.Skip(length), length, suffix);
            if (order >= 0)
                return order == 0 ? i : -1;
        }

        return -1;
    }

    /// <summary>The same where further blocks stand between the terms.</summary>
    private static int TermsBeforeAmongBlocks(ref ByteCursor suffixes, int entries, ReadOnlySpan<byte> suffix)
    {
        int terms = 0;
        for (int i = 0; i < entries; i++)
        {
            int code = suffixes.ReadVInt32();
            int length = code >> 1;
            int order = Compare(suffixes.Skip(length), length, suffix);
            bool isTerm = (code & 1) == 0;
            if (order > 0)
                return -1;
            if (order == 0 && isTerm)
                return terms;
            if (isTerm)
                terms++;
            else
                suffixes.ReadVInt64();
        }

        return -1;
    }

    /// <summary>Mostly the first byte tells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Compare(byte* first, int length, ReadOnlySpan<byte> second) => length > 0 && second.Length > 0 && *first != second[0]
        ? *first - second[0]
        : new ReadOnlySpan<byte>(first, length).SequenceCompareTo(second);

    /// <summary>Reads the tables of both files.</summary>
    private void ReadFields(FieldInfos fields)
    {
        var blocks = Table(_blocks, out _blocksEnd);
        var index = Table(_index, out byte* indexEnd);
        for (int count = blocks.ReadVInt32(); count > 0; count--)
        {
            var field = fields.FieldInfo(blocks.ReadVInt32()) ?? throw _blocks.Damaged("it has terms of a field that the segment does not have");
            blocks.ReadVInt64();
            int length = blocks.ReadVInt32();
            byte* root = blocks.Skip(length);
            if (length > TermIndex.MostOutput)
                throw _blocks.Damaged("the root of a field is none");
            if (field.IndexOptions >= IndexOptions.DOCS_AND_FREQS)
                blocks.ReadVInt64();
            blocks.ReadVInt64();
            blocks.ReadVInt32();
            if (blocks.ReadVInt32() != 0)
                throw _blocks.Damaged("its terms have numbers that this codec does not write");
            _fields[field.Name] = new Field(field, ReadAutomaton(index.ReadVInt64(), indexEnd), new ReadOnlySpan<byte>(root, length).ToArray());
        }
    }

    private TermIndex ReadAutomaton(long start, byte* end)
    {
        if (start < _index.ContentStart || start > end - _index.Address)
            throw _index.Damaged("an automaton does not lie in it");
        var at = new ByteCursor(_index, _index.Address + start, end);
        at.Skip(Lucene.Net.Codecs.CodecUtil.HeaderLength(AutomatonHeader) - 1);
        bool isPlain = at.ReadByte() == AutomatonVersion && at.ReadByte() == 0;
        // What the empty term says stands in the other file, too.
        if (isPlain && at.ReadByte() != 0)
            at.Skip(at.ReadVInt32());
        if (!isPlain || at.ReadByte() != 0)
            throw _index.Damaged("an automaton is not of the form that this codec writes");
        long root = at.ReadVInt64();
        for (int i = 0; i < 3; i++)
            at.ReadVInt64();
        long length = at.ReadVInt64();
        if (length > end - at.Address)
            throw _index.Damaged("an automaton goes over its end");
        return new TermIndex(_index, at.Address, length, root);
    }

    private static ByteCursor Table(PostingsMemory file, out byte* start)
    {
        long end = file.ContentEnd - TrailerSize;
        long from = end < file.ContentStart ? -1 : System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(new ReadOnlySpan<byte>(file.Address + end, TrailerSize));
        if (from < file.ContentStart || from > end)
            throw file.Damaged("its table does not lie where its end says");
        start = file.Address + from;
        return new ByteCursor(file, start, file.Address + end);
    }
}
