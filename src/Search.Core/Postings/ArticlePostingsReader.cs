using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>Decodes what the dictionary keeps of each term and opens its list for Lucene. Thread-safe.</summary>
internal sealed class ArticlePostingsReader(SegmentPostings postings) : PostingsReaderBase
{
    private int _version;

    public override void Init(IndexInput termsIn) => _version = CodecUtil.CheckHeader(termsIn, PostingsFiles.TermsHeader, PostingsFiles.FirstVersion, PostingsFiles.Version);

    public override BlockTermState NewTermState() => new ArticleTermState();

    public override void DecodeTerm(long[] longs, DataInput @in, FieldInfo fieldInfo, BlockTermState state, bool absolute)
    {
        var term = (ArticleTermState)state;
        if (absolute)
            term.StartBlock();
        bool hasPositions = fieldInfo.IndexOptions >= IndexOptions.DOCS_AND_FREQS_AND_POSITIONS;
        if (_version == PostingsFiles.FirstVersion)
            DecodeFirst(longs, @in, term, hasPositions);
        else
            Decode(@in, term, fieldInfo, hasPositions);
        term.RangedOrdinal = PostingsRules.IsRanged(term.DocFreq, postings.MaxDoc, _version) && postings.IsRangedField(fieldInfo) ? @in.ReadVInt32() : -1;
    }

    public override DocsEnum Docs(FieldInfo fieldInfo, BlockTermState state, IBits skipDocs, DocsEnum reuse, DocsFlags flags)
    {
        postings.Open((ArticleTermState)state, fieldInfo, out var list);
        var docs = reuse is ArticleDocsEnum former && former.IsOf(postings) ? former : new ArticleDocsEnum(postings);
        docs.Reset(list, skipDocs);
        return docs;
    }

    public override DocsAndPositionsEnum DocsAndPositions(FieldInfo fieldInfo, BlockTermState state, IBits skipDocs, DocsAndPositionsEnum reuse, DocsAndPositionsFlags flags)
    {
        postings.Open((ArticleTermState)state, fieldInfo, out var list);
        var positions = reuse is ArticlePositionsEnum former && former.IsOf(postings) ? former : new ArticlePositionsEnum(postings);
        positions.Reset(list, skipDocs);
        return positions;
    }

    public override long RamBytesUsed() => postings.CopiedBytes;

    public override void CheckIntegrity() => postings.CheckIntegrity();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            postings.Dispose();
    }

    private static void DecodeFirst(long[] longs, DataInput @in, ArticleTermState term, bool hasPositions)
    {
        term.DocStart += longs[0];
        if (hasPositions)
            term.PosStart += longs[1];
        term.SingletonDoc = term.DocFreq == 1 ? @in.ReadVInt32() : -1;
    }

    private void Decode(DataInput @in, ArticleTermState term, FieldInfo field, bool hasPositions)
    {
        (term.SingletonDoc, term.SingletonPosition) = (-1, -1);
        if (term.DocFreq == 1)
        {
            if (hasPositions && term.TotalTermFreq == 1)
            {
                long place = @in.ReadVInt64();
                if (place < 0 || place / postings.MaxDoc > int.MaxValue)
                    throw postings.DamagedTerm(field);
                (term.SingletonDoc, term.SingletonPosition) = ((int)(place % postings.MaxDoc), (int)(place / postings.MaxDoc));
                return;
            }

            uint difference = (uint)@in.ReadVInt32();
            term.SingletonDoc = term.LastSingleton += (int)(difference >> 1) ^ -(int)(difference & 1);
            if (term.SingletonDoc < 0)
                throw postings.DamagedTerm(field);
            if (!hasPositions)
                return;
        }

        term.DocStart += @in.ReadVInt64();
        if (hasPositions && term.DocFreq >= PostingsRules.BlockSize)
            term.PosStart += @in.ReadVInt64();
    }
}
