using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Search.Core.Analysis;

/// <summary>
/// Writes Greek as <see cref="Lucene.Net.Analysis.El.GreekStemFilter"/> reads it: in lower case, without accents and diaereses, and with the same
/// sigma everywhere. Lucene's own filter asks for the culture of Greece, which applications with invariant globalization do not have.
/// </summary>
internal sealed class GreekFolding : Lucene.Net.Analysis.TokenFilter
{
    private readonly ICharTermAttribute _term;

    public GreekFolding(TokenStream words)
        : base(words) => _term = AddAttribute<ICharTermAttribute>();

    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken())
            return false;
        foreach (ref char c in _term.Buffer.AsSpan(0, _term.Length))
            c = CharacterFolding.FoldGreekAndCyrillic(char.ToLowerInvariant(c));
        return true;
    }
}
