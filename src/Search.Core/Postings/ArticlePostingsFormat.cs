using Lucene.Net.Codecs;
using Lucene.Net.Index;

namespace Search.Core.Postings;

/// <summary>Our postings under Lucene's dictionary of terms.</summary>
[PostingsFormatName(ArticleCodec.CodecName)]
internal sealed class ArticlePostingsFormat : PostingsFormat
{
    public override FieldsConsumer FieldsConsumer(SegmentWriteState state)
    {
        // A flush or a merge begins: its segment will be looked for under the codec's name.
        ArticleCodec.Register();
        var postings = new ArticlePostingsWriter(state);
        FrequentTermsWriter? frequent = null;
        try
        {
            frequent = new FrequentTermsWriter(state);
            return new ArticleFieldsConsumer(new BlockTreeTermsWriter<object?>(
                state, postings, BlockTreeTermsWriter.DEFAULT_MIN_BLOCK_SIZE, BlockTreeTermsWriter.DEFAULT_MAX_BLOCK_SIZE, null), postings, frequent);
        }
        catch
        {
            frequent?.Dispose();
            postings.Dispose();
            throw;
        }
    }

    public override FieldsProducer FieldsProducer(SegmentReadState state)
    {
        var postings = new SegmentPostings(state.Directory, state.SegmentInfo, state.FieldInfos, state.Context);
        try
        {
            postings.OpenDictionary(state);
            var terms = new BlockTreeTermsReader<object?>(state.Directory, state.FieldInfos, state.SegmentInfo, new ArticlePostingsReader(postings),
                state.Context, state.SegmentSuffix, state.TermsIndexDivisor, null);
            return new ArticleFieldsProducer(terms, postings);
        }
        catch
        {
            postings.Dispose();
            throw;
        }
    }
}
