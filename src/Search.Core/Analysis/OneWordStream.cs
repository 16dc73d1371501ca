using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Search.Core.Analysis;

/// <summary>A stream whose only word is set from outside, to drive a filter of Lucene's word by word.</summary>
internal sealed class OneWordStream : TokenStream
{
    public OneWordStream() => Term = AddAttribute<ICharTermAttribute>();

    public ICharTermAttribute Term { get; }

    public override bool IncrementToken() => true;
}
