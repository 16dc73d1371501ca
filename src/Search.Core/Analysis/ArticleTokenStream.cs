using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Search.Core.Analysis;

/// <summary>
/// The terms of a text, or of several values one after the other, as the indexer reads them. Made once a thread and field and
/// given the next document's text by <see cref="SetText"/>; no offsets. Not thread-safe.
/// </summary>
internal sealed class ArticleTokenStream : TokenStream
{
    private readonly AnalysisChain _chain;
    private readonly TokenCursor _cursor = new();
    private readonly Utf8TermAttribute _term = new();
    private readonly IPositionIncrementAttribute _increment;
    private readonly string[] _single = [""];
    private IReadOnlyList<string> _values = [];
    private TokenForm _form;
    private LanguageStemmer? _language;
    private int _gap;
    private int _leadTokens;
    private int _leadLeft;
    private int _value;
    private bool _afterGap;
    private bool _mayHaveFurtherForm;

    public ArticleTokenStream(AnalysisChain chain)
    {
        _chain = chain;
        AddAttributeImpl(_term);
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <summary>Takes the next text; the stream is then to be reset, as the indexer does.</summary>
    public ArticleTokenStream SetText(string text, TokenForm form)
    {
        _single[0] = text;
        return SetValues(_single, form, 0);
    }

    /// <summary>
    /// Takes the next values, <paramref name="gap"/> positions between each two, which phrases do not bridge. The first <paramref name="leadTokens"/> of the last
    /// value come once more at the end.
    /// </summary>
    public ArticleTokenStream SetValues(IReadOnlyList<string> values, TokenForm form, int gap, LanguageStemmer? language = null, int leadTokens = 0)
    {
        _leadTokens = leadTokens;
        _language = language;
        _values = values;
        _form = form;
        _gap = gap;
        Rewind();
        return this;
    }

    public override void Reset()
    {
        base.Reset();
        Rewind();
    }

    public override bool IncrementToken()
    {
        if (_mayHaveFurtherForm)
        {
            _mayHaveFurtherForm = false;
            if (_form == TokenForm.Exact ? _cursor.TryAcronym(out var further) : _cursor.TryJoined(out further, out _))
            {
                _increment.PositionIncrement = 0;
                _term.Set(further);
                return true;
            }
        }

        if (_leadLeft == 0)
            return false;
        while (!_cursor.Next())
        {
            if (_value + 1 < _values.Count)
                Open(_values[++_value]);
            else if (_leadLeft < 0 && _leadTokens > 0)
                BeginLead();
            else
                return false;
            _afterGap = true;
        }
        if (_leadLeft > 0)
            _leadLeft--;

        // Nothing to clear: every attribute is set here.
        _increment.PositionIncrement = _afterGap ? 1 + _gap : 1;
        _afterGap = false;
        _mayHaveFurtherForm = true;
        _term.Set(_form == TokenForm.Exact ? _cursor.Exact : _cursor.Stem);
        return true;
    }

    public override void End()
    {
        base.End();
        _increment.PositionIncrement = 0;
    }

    protected override void Dispose(bool disposing)
    {
        // The indexer closes a stream after every field: do not hold on to a text that may be large.
        _single[0] = "";
        _values = [];
        Rewind();
        base.Dispose(disposing);
    }

    private void Rewind()
    {
        _value = 0;
        _leadLeft = -1;
        _afterGap = false;
        _mayHaveFurtherForm = false;
        Open(_values.Count > 0 ? _values[0] : "");
    }

    /// <summary>Goes back to where the last value begins; its analysis is that of the whole, wherever it is left off.</summary>
    private void BeginLead()
    {
        Open(_values[^1]);
        _leadLeft = _leadTokens;
    }

    private void Open(string value) => _cursor.Open(value, value.Length, _chain, _language);
}
