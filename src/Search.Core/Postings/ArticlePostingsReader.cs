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
        if (_version == PostingsFiles.FirstVersion)
        {
            DecodeFirst(longs, @in, term, fieldInfo);
            return;
        }

        var numbers = new InputNumbers(@in);
        TermPlaces.Read(ref numbers, postings, fieldInfo, term);
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

    private void DecodeFirst(long[] longs, DataInput @in, ArticleTermState term, FieldInfo field)
    {
        term.DocStart += longs[0];
        if (field.IndexOptions >= IndexOptions.DOCS_AND_FREQS_AND_POSITIONS)
            term.PosStart += longs[1];
        term.SingletonDoc = term.DocFreq == 1 ? @in.ReadVInt32() : -1;
        term.RangedOrdinal = PostingsRules.IsRanged(term.DocFreq, postings.MaxDoc, _version) && postings.IsRangedField(field) ? @in.ReadVInt32() : -1;
    }
}
