using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>
/// The words of a query in a row, some of which may have been meant to be one of several others: finds those that are the least errors and stand together
/// in the most articles with their neighbours. Not thread-safe.
/// </summary>
/// <remarks>
/// The noisy channel of Kernighan, Church and Gale, "A spelling correction program based on a noisy channel model", COLING 1990, doi:10.3115/997939.997975,
/// with articles that have both of two neighbours in place of bigrams, and the path of least cost by Viterbi's algorithm.
/// </remarks>
internal sealed class MeantRow(PlanningContext context)
{
    /// <summary>Twice as many articles with both words weigh as much as so many edits.</summary>
    private const double EditsPerDoubling = 0.25;

    /// <summary>More articles than this say no more.</summary>
    private const int MaxTogether = 1_000;

    /// <summary>So many pairs are counted; what lies behind is chosen by its errors alone.</summary>
    private const int MaxPairs = 64;

    private readonly List<(string? Typed, List<Choice> Choices)> _places = [];
    private int _pairs;

    private readonly record struct Choice(string Text, double Cost, KeywordPlan Articles);

    /// <summary>Adds a misspelt word.</summary>
    /// <param name="typed">As it was typed.</param>
    /// <param name="words">What it may be, at least one, the most probable first.</param>
    /// <param name="fields">The fields of exact forms where it is looked for.</param>
    public void AddMeant(string typed, List<MeantWord> words, string[] fields) =>
        _places.Add((typed, words.ConvertAll(word => new Choice(word.Exact, word.Cost, Articles(word.Exact, fields)))));

    /// <summary>Adds a word that stays; one that the archive does not have stands beside none.</summary>
    /// <param name="stem">Its stem.</param>
    /// <param name="fields">The fields of stems where it is looked for.</param>
    public void AddTyped(string stem, string[] fields)
    {
        var articles = Articles(stem, fields);
        if (articles.Terms.Any(term => term.DocFreq > 0))
            _places.Add((null, [new Choice(stem, 0, articles)]));
    }

    /// <summary>What each misspelt word was most probably meant to be; of equally probable ones the first.</summary>
    public Dictionary<string, string> Choose()
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        if (_places.Count == 0)
            return chosen;
        double[][] costs = new double[_places.Count][];
        int[][] from = new int[_places.Count][];
        for (int place = 0; place < _places.Count; place++)
        {
            var choices = _places[place].Choices;
            costs[place] = [.. choices.Select(choice => choice.Cost)];
            from[place] = new int[choices.Count];
            for (int i = 0; place > 0 && i < choices.Count; i++)
            {
                double least = double.PositiveInfinity;
                for (int before = 0; before < costs[place - 1].Length; before++)
                {
                    double cost = costs[place - 1][before] - Together(place, before, i);
                    if (cost < least)
                        (least, from[place][i]) = (cost, before);
                }
                costs[place][i] += least;
            }
        }
        int best = Array.IndexOf(costs[^1], costs[^1].Min());
        for (int place = _places.Count - 1; place >= 0; best = from[place--][best])
        {
            if (_places[place].Typed is { } typed)
                chosen[typed] = _places[place].Choices[best].Text;
        }
        return chosen;
    }

    /// <summary>What it takes off that articles have both of two neighbours.</summary>
    private double Together(int place, int before, int at)
    {
        var (left, right) = (_places[place - 1].Choices, _places[place].Choices);
        if ((left.Count == 1 && right.Count == 1) || _pairs >= MaxPairs || context.Budget.IsExceeded())
            return 0;
        _pairs++;
        var both = new QueryPlan(GroupPlan.AllOf([left[before].Articles, right[at].Articles]), []);
        var found = Retriever.Search(context.Reader, both, new RetrievalRequest { K = 0, CountLimit = MaxTogether }, context.Budget);
        return EditsPerDoubling * Math.Log2(1 + Math.Min(found.Count, MaxTogether));
    }

    private KeywordPlan Articles(string text, string[] fields) => new([.. fields.Select(field => context.Term(field, text))]);
}
