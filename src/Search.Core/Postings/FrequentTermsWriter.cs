using System.IO.Hashing;
using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>
/// Writes what the dictionary says of ranged terms once more, in hash tables: queries mostly ask for frequent terms, and a look into a table costs a fifth of
/// a walk through the dictionary. Not thread-safe.
/// </summary>
internal sealed class FrequentTermsWriter : IDisposable
{
    private readonly IndexOutput _output;
    private readonly List<(int Field, uint[] Slots)> _tables = [];
    private readonly List<(ulong Hash, uint Entry)> _terms = [];
    private readonly long _start;

    public FrequentTermsWriter(SegmentWriteState state)
    {
        _output = PostingsFiles.Create(state, PostingsFiles.FrequentTerms, PostingsFiles.FrequentTermsHeader);
        _start = _output.Position;
    }

    /// <summary>Adds a term of a field; fields come one after the other.</summary>
    public void Add(FieldInfo field, BytesRef term, ArticleTermState state)
    {
        var bytes = term.Bytes.AsSpan(term.Offset, term.Length);
        _terms.Add((XxHash3.HashToUInt64(bytes), checked((uint)(_output.Position - _start + 1))));
        _output.WriteVInt32(term.Length);
        _output.WriteBytes(term.Bytes, term.Offset, term.Length);
        _output.WriteVInt32(state.DocFreq);
        // Less than nothing where the field has no frequencies.
        _output.WriteVInt64(Math.Max(0, state.TotalTermFreq - state.DocFreq));
        _output.WriteVInt64(state.DocStart);
        _output.WriteVInt64(field.IndexOptions >= IndexOptions.DOCS_AND_FREQS_AND_POSITIONS ? state.PosStart : 0);
        _output.WriteVInt32(state.RangedOrdinal);
    }

    /// <summary>Says that all terms of a field were added.</summary>
    public void EndField(FieldInfo field)
    {
        if (_terms.Count == 0)
            return;
        uint[] slots = new uint[FrequentTermsFile.SlotCount(_terms.Count)];
        foreach (var (hash, entry) in _terms)
        {
            int slot = (int)(hash & (uint)(slots.Length - 1));
            while (slots[slot] != 0)
                slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = entry;
        }

        _tables.Add((field.Number, slots));
        _terms.Clear();
    }

    /// <summary>Ends the file.</summary>
    public void Dispose()
    {
        using (_output)
        {
            ulong[] starts = new ulong[_tables.Count];
            for (int i = 0; i < starts.Length; i++)
            {
                starts[i] = (ulong)_output.Position;
                PostingsFiles.Write(_output, _tables[i].Slots);
            }

            ulong tableStart = (ulong)_output.Position;
            for (int i = 0; i < starts.Length; i++)
            {
                PostingsFiles.Write(_output, [(uint)_tables[i].Field, (uint)_tables[i].Slots.Length]);
                PostingsFiles.Write(_output, starts[i]);
            }

            PostingsFiles.Write(_output, tableStart);
            PostingsFiles.Write(_output, (uint)_tables.Count);
            CodecUtil.WriteFooter(_output);
        }
    }
}
