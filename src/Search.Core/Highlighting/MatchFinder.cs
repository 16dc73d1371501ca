using System.Runtime.InteropServices;

namespace Search.Core.Highlighting;

/// <summary>Where a clause matched.</summary>
/// <param name="Start">The first code unit.</param>
/// <param name="End">One past the last code unit.</param>
/// <param name="Clause">The clause's number.</param>
internal readonly record struct ClauseMatch(int Start, int End, int Clause);

/// <summary>A token that a phrase may need.</summary>
internal readonly record struct PhraseToken(int Position, int Start, int End, TermSet Terms);

/// <summary>Finds what a query matches in a text. Keeps its lists for the next text; not thread-safe.</summary>
internal sealed class MatchFinder
{
    private readonly MatchList _matches = new();
    private readonly List<PhraseToken> _tokens = [];
    private readonly SloppyPhraseFinder _sloppy = new();

    /// <summary>
    /// The matches in the first <paramref name="limit"/> code units, by start and then by end: all, but when the query's time is over or there are more
    /// than <see cref="MatchList.MaxCount"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ReadOnlySpan<ClauseMatch> Find(HighlightQuery query, FieldMatcher matcher, string text, int limit, CancellationToken cancellationToken)
    {
        _matches.Clear();
        _tokens.Clear();
        var work = new TextWork(query.IsOutOfTime, cancellationToken);
        Walk(query, matcher, text, limit, work);
        if (_tokens.Count > 1)
        {
            int words = _matches.Count;
            var tokens = CollectionsMarshal.AsSpan(_tokens);
            foreach (var phrase in matcher.Phrases)
            {
                if (work.IsOver(1) || _matches.IsFull)
                    break;
                if (phrase.Slop == 0 || phrase.Terms.Length > SloppyPhraseFinder.MaxWords)
                    AddExact(phrase, tokens, work);
                else
                    _sloppy.Find(phrase, tokens, _matches, work);
            }

            if (_matches.Count > words)
                _matches.Sort();
        }

        return _matches.Span;
    }

    /// <summary>Gives back what an unusually long text needed.</summary>
    public void Trim()
    {
        const int Kept = 4_096;
        _matches.Trim();
        _tokens.Clear();
        if (_tokens.Capacity > Kept)
            _tokens.Capacity = Kept;
        _sloppy.Trim();
    }

    private void Walk(HighlightQuery query, FieldMatcher matcher, string text, int limit, TextWork work)
    {
        using var cursor = query.Chain.Open(text, limit, query.TextLanguage);
        while (cursor.Next(matcher.Filter))
        {
            // What the budget cuts may be the beginning of another word.
            if (cursor.End == limit && limit < text.Length)
                break;
            if (work.IsOver(1) || _matches.IsFull)
                break;
            var terms = matcher.Find(cursor, out int end);
            foreach (int clause in terms.WordClauses)
                _matches.Add(new ClauseMatch(cursor.Start, end, clause));
            if (terms.IsInPhrase)
                _tokens.Add(new PhraseToken(cursor.Position, cursor.Start, end, terms));
            if (!cursor.TryJoined(out var joined, out int joinedEnd))
                continue;
            foreach (int clause in matcher.FindJoined(joined).WordClauses)
                _matches.Add(new ClauseMatch(cursor.Start, joinedEnd, clause));
        }
    }

    private void AddExact(Phrase phrase, ReadOnlySpan<PhraseToken> tokens, TextWork work)
    {
        int[] terms = phrase.Terms;
        for (int i = 0; i + terms.Length <= tokens.Length && !_matches.IsFull; i++)
        {
            int length = 0;
            while (length < terms.Length && tokens[i + length].Position == tokens[i].Position + length
                && tokens[i + length].Terms.Contains(terms[length]))
            {
                length++;
            }

            if (length == terms.Length)
                _matches.Add(new ClauseMatch(tokens[i].Start, tokens[i + length - 1].End, phrase.Clause));
            // A phrase of one word a thousand times over, in a text of this word, is somebody's attack.
            if (work.IsOver(1 + length))
                return;
        }
    }
}
