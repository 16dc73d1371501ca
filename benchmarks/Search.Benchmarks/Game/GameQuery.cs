namespace Search.Benchmarks.Game;

/// <summary>How a clause of a query takes part: <c>+</c>, nothing, <c>-</c>.</summary>
internal enum GameRole
{
    Required,
    Optional,
    Prohibited,
}

/// <summary>A word, or several that must follow each other.</summary>
internal readonly record struct GameClause(GameRole Role, IReadOnlyList<string> Words);

/// <summary>
/// A query of the game: <c>a b</c> any, <c>+a +b</c> all, <c>"a b"</c> a phrase, <c>-a</c> none, and mixtures: what is optional beside
/// something required only adds to the score. A query of prohibited clauses alone finds nothing.
/// </summary>
internal sealed class GameQuery
{
    private readonly List<GameClause> _clauses = new(4);

    private GameQuery()
    {
    }

    public IReadOnlyList<GameClause> Clauses => _clauses;

    /// <summary>Whether it can find nothing.</summary>
    public bool IsEmpty { get; private set; } = true;

    public bool HasRequired { get; private set; }

    public IEnumerable<string> Words => _clauses.SelectMany(clause => clause.Words);

    /// <summary>Reads a query; any text is one. A word that analysis splits, such as <c>u.s.</c>, is one clause for each part.</summary>
    public static GameQuery Parse(string text)
    {
        var query = new GameQuery();
        int at = 0;
        while (at < text.Length)
        {
            char sign = text[at];
            if (char.IsWhiteSpace(sign))
            {
                at++;
                continue;
            }

            var role = sign switch { '+' => GameRole.Required, '-' => GameRole.Prohibited, _ => GameRole.Optional };
            if (role != GameRole.Optional)
                at++;
            bool isPhrase = at < text.Length && text[at] == '"';
            int start = isPhrase ? ++at : at;
            while (at < text.Length && !(isPhrase ? text[at] == '"' : char.IsWhiteSpace(text[at]) || text[at] == '"'))
                at++;
            var words = LetterDigitWords.Of(text, start, at);
            if (isPhrase || words.Count == 1)
            {
                query.Add(role, words);
            }
            else
            {
                foreach (string word in words)
                    query.Add(role, [word]);
            }

            if (isPhrase)
                at++;
        }

        return query;
    }

    private void Add(GameRole role, List<string> words)
    {
        if (words.Count == 0)
            return;
        _clauses.Add(new GameClause(role, words));
        IsEmpty &= role == GameRole.Prohibited;
        HasRequired |= role == GameRole.Required;
    }
}
