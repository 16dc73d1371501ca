using System.Text.Unicode;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using LuceneAttribute = Lucene.Net.Util.Attribute;

namespace Search.Core.Analysis;

/// <summary>Hands a term to the indexer as the UTF-8 that it stores, with no string or character buffer between.</summary>
internal sealed class Utf8TermAttribute : LuceneAttribute, ITermToBytesRefAttribute
{
    private readonly BytesRef _bytes = new(TokenCursor.MaxTokenLength);

    public BytesRef BytesRef => _bytes;

    /// <summary>Nothing to do: <see cref="Set"/> has filled the bytes.</summary>
    public void FillBytesRef()
    {
    }

    /// <param name="term">Well-formed UTF-16, as the forms of tokens are.</param>
    public void Set(ReadOnlySpan<char> term)
    {
        if (_bytes.Bytes.Length < term.Length * 3)
            _bytes.Bytes = new byte[term.Length * 3];
        _ = Utf8.FromUtf16(term, _bytes.Bytes, out _, out int written);
        _bytes.Offset = 0;
        _bytes.Length = written;
    }

    public override void Clear() => _bytes.Length = 0;

    public override void CopyTo(IAttribute target) => ((Utf8TermAttribute)target)._bytes.CopyBytes(_bytes);

    public override object Clone()
    {
        var clone = new Utf8TermAttribute();
        clone._bytes.CopyBytes(_bytes);
        return clone;
    }
}
