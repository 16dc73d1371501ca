using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>
/// What planning asked the dictionary for: the terms of which an article has to have one, unless the plan can match without any. Found by planning as
/// for an archive without a word (<see cref="QueryPlanner.Ask"/>). Of several clauses that are all required, the terms of the one that fewest articles
/// can match are taken.
/// </summary>
/// <remarks>
/// Why that is all of them: a planner goes beyond what it asked for here only after the archive had a term that it asked for here, and then it either
/// needs that term in the article as well or asks for others that it would have asked for without. That holds for each clause by itself, but for what
/// is asked between clauses, such as two words written as one: that is added to whichever clause is taken. A test compares it with searches.
/// </remarks>
/// <param name="reader">Says how many articles have a term; nothing else of it counts.</param>
internal sealed class AskedTerms(IndexReader reader)
{
    /// <summary>Beyond so many letters words are as rare as each other.</summary>
    private const int MaxLength = 50;

    private readonly Dictionary<Key, double> _articles = [];
    private Scope _scope = new(null);

    /// <summary>Terms, and beginnings of terms.</summary>
    private readonly record struct Key(string Field, string Text, bool IsPrefix);

    /// <summary>A clause of a group: what was asked for it, and whether it cannot match without any of that.</summary>
    private readonly record struct AskedClause(ClauseRole Role, HashSet<Key> Keys, bool NeedsOne);

    /// <summary>A clause or a group that is being planned.</summary>
    private sealed class Scope(Scope? outer)
    {
        public Scope? Outer => outer;

        public HashSet<Key> Keys { get; } = [];

        public List<AskedClause> Clauses { get; } = [];
    }

    public void AddTerm(string field, string text) => _scope.Keys.Add(new Key(field, text, IsPrefix: false));

    public void AddPrefix(string field, string text) => _scope.Keys.Add(new Key(field, text, IsPrefix: true));

    /// <summary>Begins a group, or a clause of one.</summary>
    public void Open() => _scope = new Scope(_scope);

    /// <summary>Ends a clause.</summary>
    /// <param name="role">What it is in its group.</param>
    /// <param name="plan">What became of it; null when it has no words.</param>
    public void CloseClause(ClauseRole role, PlanNode? plan)
    {
        var clause = _scope;
        _scope = clause.Outer!;
        if (plan is not null)
            _scope.Clauses.Add(new AskedClause(role, clause.Keys, !CanMatchWithout(plan)));
    }

    /// <summary>Ends a group.</summary>
    /// <param name="minOptional">How many of its optional clauses must match.</param>
    public void CloseGroup(int minOptional)
    {
        var group = _scope;
        _scope = group.Outer!;
        _scope.Keys.UnionWith(group.Keys);
        var needed = group.Clauses.Where(clause => clause.Role == ClauseRole.Required && clause.NeedsOne).Select(clause => clause.Keys);
        var optional = group.Clauses.FindAll(clause => clause.Role == ClauseRole.Optional);
        if (optional.Count(clause => !clause.NeedsOne) < minOptional)
            needed = needed.Append([.. optional.SelectMany(clause => clause.Keys)]);
        // Where nothing is needed, the group matches without: its plan says so, and what it asked for does not count.
        if (needed.MinBy(keys => keys.Sum(Articles)) is { } rarest)
            _scope.Keys.UnionWith(rarest);
    }

    /// <summary>Ends the asking.</summary>
    /// <param name="root">The plan that came of it.</param>
    public NeededTerms Close(PlanNode root) => new(Of(isPrefix: false), Of(isPrefix: true), CanMatchWithout(root));

    private (string Field, string Text)[] Of(bool isPrefix) =>
        [.. _scope.Keys.Where(key => key.IsPrefix == isPrefix).Select(key => (key.Field, key.Text))];

    /// <summary>In about how many articles a term is. Where the archive has none of it, the longer word counts as the rarer one; a beginning as frequent as it is short.</summary>
    private double Articles(Key key)
    {
        if (_articles.TryGetValue(key, out double articles))
            return articles;
        double guess = Math.ScaleB(1, -Math.Min(key.Text.Length, MaxLength));
        articles = key.IsPrefix ? guess * (1 + reader.MaxDoc) : guess + IndexTerm.Find(reader, key.Field, new BytesRef(Encoding.UTF8.GetBytes(key.Text))).DocFreq;
        return _articles[key] = articles;
    }

    /// <summary>Whether a node can match an article without a single term of its leaves.</summary>
    private static bool CanMatchWithout(PlanNode node) => node switch
    {
        GroupPlan group => CanMatchWithout(group),
        FilterPlan filter => CanMatchWithout(filter.Child),
        EverythingPlan or OverlapPlan or DocumentSetPlan => true,
        LeafPlan or BlendPlan or KeywordPlan or NothingPlan => false,
        _ => true,
    };

    private static bool CanMatchWithout(GroupPlan group)
    {
        int optional = 0;
        foreach (var (role, node) in group.Clauses)
        {
            if (role == ClauseRole.Required && !CanMatchWithout(node))
                return false;
            optional += role == ClauseRole.Optional && CanMatchWithout(node) ? 1 : 0;
        }
        return optional >= group.MinOptional;
    }
}
