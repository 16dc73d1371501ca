using System.Runtime.Intrinsics.X86;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Postings;

/// <summary>The signatures of a segment's articles while they are open, one after the other, so that those of the best are read in place. Thread-safe.</summary>
internal sealed unsafe class SignaturesFile : BinaryDocValues, IDisposable
{
    /// <summary>Bytes of a signature.</summary>
    public const int EntrySize = 64;

    /// <summary>Where the first signature starts: a multiple of what processors read at once.</summary>
    public const int Start = 64;

    private readonly PostingsMemory _memory;
    private readonly int _maxDoc;

    /// <param name="directory">Where the file is.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="context">What it is opened for.</param>
    /// <exception cref="CorruptIndexException">The file is damaged; the message names it.</exception>
    public SignaturesFile(LuceneDirectory directory, SegmentInfo segment, IOContext context)
    {
        _maxDoc = segment.DocCount;
        _memory = PostingsMemory.Open(directory, segment, PostingsFiles.Signatures, PostingsFiles.SignaturesHeader, context);
        if (_memory.ContentEnd - Start == (long)EntrySize * _maxDoc)
            return;
        _memory.Dispose();
        throw _memory.Damaged($"it has not {EntrySize} bytes for each of {_maxDoc} articles");
    }

    public long CopiedBytes => _memory.CopiedBytes;

    public void CheckIntegrity() => _memory.CheckIntegrity();

    /// <summary>The signature of a document. To be read only while the segment is open.</summary>
    public ReadOnlySpan<byte> Of(int document)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)document, (uint)_maxDoc, nameof(document));
        _memory.ThrowIfClosed();
        return new ReadOnlySpan<byte>(_memory.Address + Start + (long)document * EntrySize, EntrySize);
    }

    /// <summary>Asks for the memory in which the signature of a document is.</summary>
    public void Prefetch(int document)
    {
        if (Sse.IsSupported && (uint)document < (uint)_maxDoc)
            Sse.Prefetch0(_memory.Address + Start + (long)document * EntrySize);
    }

    /// <inheritdoc/>
    public override void Get(int docID, BytesRef result)
    {
        // Callers take the bytes for their own.
        result.Bytes = Of(docID).ToArray();
        result.Offset = 0;
        result.Length = EntrySize;
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
