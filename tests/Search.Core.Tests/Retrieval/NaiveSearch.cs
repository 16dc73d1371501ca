using System.Text;
using System.Text.RegularExpressions;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Analysis;
using Search.Core.Language;
using Search.Core.Matching;

namespace Search.Core.Tests.Retrieval;

/// <summary>
/// Search as docs/scoring.md and docs/query-language.md state it, over lists of words: every document is looked at by every clause.
/// Shares the analysis with the engine, and nothing else.
/// </summary>
internal sealed class NaiveSearch
{
    private sealed record Text(List<string> Stems, List<string> Exact);

    private sealed record Field(string Name, double Boost);

    /// <summary>The contributions of a document; null where the node does not match it.</summary>
    private delegate List<double>? Clause(int docId);

    private readonly IReadOnlyDictionary<string, FieldType> _schema;
    private readonly RankingOptions _ranking;
    private readonly List<Article> _articles = [];
    private readonly List<Dictionary<string, Text>> _texts = [];
    private readonly List<int> _live = [];
    private readonly List<(string First, string Second, string Field)> _pairs = [];
    private bool _capitals;
    private bool _readsOtherwise;
    private readonly Dictionary<string, double> _averages = [];
    private readonly Dictionary<(string Field, string Term, bool Exact), int> _docFreqs = [];

    public NaiveSearch(TestArchive archive, IndexReader reader, RankingOptions ranking)
    {
        _schema = archive.Schema.Types;
        _ranking = ranking;
        IBits? live = MultiFields.GetLiveDocs(reader);
        for (int docId = 0; docId < reader.MaxDoc; docId++)
        {
            var article = archive.ArticleOf(reader, docId);
            _articles.Add(article);
            var (title, body) = (Analyse(article.Title), Analyse(article.Body));
            var texts = new Dictionary<string, Text>
            {
                ["title"] = title,
                ["body"] = body,
                // The beginning of an article without a title counts twice.
                ["title+body"] = new([.. title.Stems, .. title.Stems, .. title.Stems, .. body.Stems, .. title.Stems.Count == 0 ? body.Stems.Take(20) : []], []),
            };
            if (article.Fields.TryGetValue("lede", out var lede))
                texts["lede"] = Analyse(lede.Strings![0]);
            _texts.Add(texts);
            if (live is null || live.Get(docId))
                _live.Add(docId);
        }
    }

    /// <summary>All documents that match, the best first.</summary>
    public List<(int DocId, float Score)> Search(QueryNode? root, SearchConditions conditions)
    {
        _pairs.Clear();
        _readsOtherwise = conditions.Related;
        _capitals = root is not null && !AreCapitalsThroughout(string.Join(' ', Texts(root)));
        bool all = conditions.Match == MatchMode.All;
        Field[] fields = [new("title", _ranking.TitleBoost), new("body", 1)];
        var clause = root is null ? _ => []
            : root is GroupNode outermost ? CompileGroup(outermost, fields, all, prohibited: false, conditions.MinimumShouldMatch)
            : Compile(root, fields, all, prohibited: false);
        var found = new List<(int DocId, float Score)>();
        foreach (int docId in _live)
        {
            if (clause?.Invoke(docId) is not { } contributions || !Holds(conditions, _articles[docId]))
                continue;
            double sum = 0;
            foreach (double contribution in contributions)
                sum += contribution;
            foreach (var (first, second, field) in _pairs)
                sum += Reward(first, second, field, docId);
            found.Add((docId, (float)sum));
        }
        return [.. found.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.DocId)];
    }

    public Article ArticleOf(int docId) => _articles[docId];

    private Clause? Compile(QueryNode node, Field[] fields, bool all, bool prohibited) => node switch
    {
        WordNode word => CompileWord(word, fields, all, weight: 1, among: false, related: false),
        PhraseNode phrase => CompilePhrase(phrase, fields),
        FieldNode field => Compile(field.Child, [new(field.Field, field.Field == "title" ? _ranking.TitleBoost : 1)], all, prohibited),
        ConditionNode condition => docId => Holds(condition, _articles[docId]) ? [] : null,
        GroupNode group => CompileGroup(group, fields, all, prohibited, minimum: 0),
        _ => throw new InvalidOperationException(),
    };

    private Clause? CompileGroup(GroupNode group, Field[] fields, bool all, bool prohibited, int minimum)
    {
        if (group.Clauses.Count == 0)
            return _ => null;
        var clauses = new List<(Occur Occur, bool IsCondition, Clause Matches)>();
        var row = new List<string?>();
        var kinds = group.Clauses.Where(clause => clause.Occur != Occur.MustNot).Select(clause => QuietKind(clause.Node)).ToList();
        bool isQuiet = !group.IsOr && !all && kinds.Exists(kind => kind is "content" or "asking");
        foreach (var (occur, node) in group.Clauses)
        {
            bool isCondition = IsCondition(node);
            string kind = isQuiet && occur == Occur.Should ? QuietKind(node) : "content";
            if (kind == "stop")
                continue;
            double weight = kind == "asking" && kinds.Contains("content") ? 0.2 : 1;
            bool among = isQuiet && occur == Occur.Should && !isCondition && kinds.Count(each => each == "content") > 1;
            var role = occur == Occur.Should && !group.IsOr && (isCondition || all) ? Occur.Must : occur;
            bool negative = role == Occur.MustNot;
            var clause = node is WordNode word
                ? CompileWord(word, fields, occur == Occur.Must || (all && !negative), weight, among, related: among && !prohibited && _readsOtherwise)
                : Compile(node, fields, all, prohibited || negative);
            if (clause is not null)
                clauses.Add((role, isCondition, clause));
            if (negative || isCondition)
                continue;
            foreach (string? stem in node is WordNode plain ? Stems(plain, among) : [null])
            {
                if (stem is null || weight == 1)
                    row.Add(stem);
            }
        }
        if (!group.IsOr && !prohibited && fields.Any(field => field.Name == "body"))
            AddPairs(row, fields.Length > 1 && fields[0].Boost == 3 ? "title+body" : "body");
        if (clauses.Count == 0)
            return null;

        int least = clauses.Any(clause => clause.Occur == Occur.Must && !clause.IsCondition) ? 0 : 1;
        int needed = Math.Min(Math.Max(least, minimum), clauses.Count(clause => clause.Occur == Occur.Should));
        return docId =>
        {
            var contributions = new List<double>();
            int optional = 0;
            foreach (var (occur, _, matches) in clauses)
            {
                var found = matches(docId);
                if (occur == Occur.MustNot ? found is not null : occur == Occur.Must && found is null)
                    return null;
                optional += occur == Occur.Should && found is not null ? 1 : 0;
                if (occur != Occur.MustNot && found is not null)
                    contributions.AddRange(found);
            }
            return optional < needed ? null : contributions;
        };
    }

    /// <summary>Words at most one word apart, with nothing but words between them; the farther one first.</summary>
    private void AddPairs(List<string?> row, string field)
    {
        var pairs = new List<(string First, string Second)>();
        for (int i = 1; i < row.Count; i++)
        {
            if (i > 1 && row[i] is { } third && row[i - 1] is not null && row[i - 2] is { } first)
                pairs.Add((first, third));
            if (row[i] is { } later && row[i - 1] is { } before)
                pairs.Add((before, later));
        }
        foreach (var (first, second) in pairs)
        {
            if (first != second && _pairs.Count < 32 && !_pairs.Exists(pair => (pair.First, pair.Second) == (first, second) || (pair.First, pair.Second) == (second, first))
                && DocFreq("body", first, exact: false) > 0 && DocFreq("body", second, exact: false) > 0)
                _pairs.Add((first, second, field));
        }
    }

    /// <summary>The stems of the parts that stand alone; null for what is no plain word of one part.</summary>
    private static IEnumerable<string?> Stems(WordNode word, bool among) => word.Kind != WordKind.Plain ? [null]
        : Runs(word.Text, among).Select(run => run.Count == 1 ? run[0].Stem : null);

    /// <summary>docs/scoring.md, "Words that count less".</summary>
    private string QuietKind(QueryNode node)
    {
        if (node is ConditionNode)
            return "nothing";
        if (node is not WordNode { Kind: WordKind.Plain } word)
            return "content";
        string text = word.Text.Trim([.. "()[]{}.,;:!?'\"‘’“”…"]);
        if (text.Length == 0)
            return "nothing";
        if (_capitals && text.Length > 1 && text.All(c => c is >= 'A' and <= 'Z'))
            return "content";
        string lower = text.ToLowerInvariant().Replace('’', '\'');
        return QueryStopWords.English.Contains(lower) ? "stop" : QueryStopWords.Asking.Contains(lower) ? "asking" : "content";
    }

    private static bool AreCapitalsThroughout(string query)
    {
        var words = Regex.Matches(query, @"\p{L}{2,}");
        return !query.Any(char.IsLower) && (words.Count >= 4 || words.Any(word => word.Length > 5));
    }

    private static IEnumerable<string> Texts(QueryNode node) => node switch
    {
        WordNode word => [word.Text],
        PhraseNode phrase => [phrase.Text],
        FieldNode field => Texts(field.Child),
        GroupNode group => group.Clauses.SelectMany(clause => Texts(clause.Node)),
        _ => [],
    };

    private Clause? CompileWord(WordNode word, Field[] fields, bool all, double weight, bool among, bool related)
    {
        var parts = new List<Clause>();
        if (word.Kind == WordKind.Plain)
        {
            foreach (var run in Runs(word.Text, among))
                parts.Add(run.Count == 1 ? related ? WithRelated(fields, run[0].Stem, weight * Burstiness(fields, run[0].Stem)) : Blend(fields, run[0].Stem, weight * Burstiness(fields, run[0].Stem))
                    : AnyField(fields, field => Leaf(field, run.ConvertAll(token => token.Stem), exact: false, slop: 0, field.Boost * weight)));
        }
        else
        {
            var tokens = Analyse(word.Text);
            for (int i = 0; i < tokens.Exact.Count; i++)
            {
                string exact = tokens.Exact[i];
                parts.Add(word.Kind == WordKind.Prefix && i < tokens.Exact.Count - 1
                    ? Blend(fields, tokens.Stems[i], Burstiness(fields, tokens.Stems[i]))
                    : AnyField(fields, field => Expansion(field, word, exact)));
            }
            all = true;
        }
        return parts.Count == 0 ? null : docId =>
        {
            var found = parts.ConvertAll(part => part(docId));
            return all ? found.Contains(null) ? null : found.SelectMany(list => list!).ToList()
                : found.TrueForAll(list => list is null) ? null : found.SelectMany(list => list ?? []).ToList();
        };
    }

    private Clause? CompilePhrase(PhraseNode phrase, Field[] fields)
    {
        var words = Analyse(phrase.Text).Exact;
        return words.Count == 0 ? null : AnyField(fields, field =>
            Leaf(field, words, exact: true, phrase.Slop, words.Count == 1 ? field.Boost : field.Boost * _ranking.PhraseBoost));
    }

    private static Clause AnyField(Field[] fields, Func<Field, Clause> compile)
    {
        var clauses = fields.Select(compile).ToList();
        return docId =>
        {
            var found = clauses.ConvertAll(clause => clause(docId));
            return found.TrueForAll(list => list is null) ? null : found.SelectMany(list => list ?? []).ToList();
        };
    }

    /// <summary>docs/scoring.md, "A word in several fields and forms".</summary>
    private Clause Blend(Field[] fields, string stem, double weight)
    {
        if (fields.Length > 1 && fields[0].Boost == 3)
            return Leaf(new Field("title+body", 1), [stem], exact: false, slop: 0, weight);
        var having = fields.Where(field => DocFreq(field.Name, stem, exact: false) > 0 && field.Boost > 0).ToList();
        if (fields.Length == 1 || having is [{ Boost: 1 }])
            return Leaf(fields.Length == 1 ? fields[0] : having[0], [stem], exact: false, slop: 0, (fields.Length == 1 ? fields[0].Boost : 1) * weight);
        if (having.Count == 0)
            return _ => null;
        double whole = weight * Idf(fields.Max(field => DocFreq(field.Name, stem, exact: false)));
        return docId =>
        {
            double freq = 0;
            foreach (var field in having)
            {
                int count = Words(docId, field.Name, exact: false).Count(word => word == stem);
                if (count > 0)
                    freq += field.Boost * (count / RelativeNorm(field.Name, docId));
            }
            return freq > 0 ? [whole * (freq / (freq + _ranking.K1))] : null;
        };
    }

    private static Field[] Searched(Field[] fields) => fields.Length > 1 && fields[0].Boost == 3 ? [new Field("title+body", 1)] : [.. fields.Where(field => field.Boost > 0)];

    /// <summary>docs/scoring.md, "Words that are repeated".</summary>
    private double Burstiness(Field[] fields, string stem)
    {
        int most = 0;
        double occurrences = 0;
        foreach (var field in Searched(fields))
        {
            most = Math.Max(most, DocFreq(field.Name, stem, exact: false));
            occurrences += field.Boost * _texts.Sum(texts => texts.TryGetValue(field.Name, out var text) ? text.Stems.Count(other => other == stem) : 0);
        }
        return most == 0 ? 1 : Math.Pow((occurrences + 2) / (most + 1), _ranking.BurstinessPower);
    }

    /// <summary>docs/scoring.md, "Words of the same root".</summary>
    private Clause WithRelated(Field[] fields, string stem, double weight)
    {
        var own = Blend(fields, stem, weight);
        var searched = Searched(fields);
        int docFreq = searched.Select(field => DocFreq(field.Name, stem, exact: false)).DefaultIfEmpty().Max();
        if (docFreq == 0 || _ranking.RelatedWeight == 0 || RelatedStems.Root(stem) is not { } root)
            return own;
        var others = searched.SelectMany(field => _texts.SelectMany(texts => texts.TryGetValue(field.Name, out var text) ? text.Stems : []).Distinct()
            .Where(other => other != stem && RelatedStems.Root(other) == root)
            .OrderByDescending(other => DocFreq(field.Name, other, exact: false)).ThenBy(other => other, StringComparer.Ordinal).Take(1)
            .Select(other => (Field: field, Stem: other))).ToList();
        if (fields.Length == 1 || searched is [{ Name: "title+body" }])
        {
            if (others.Count == 0)
                return own;
            var (only, name) = others[0];
            double share = Math.Min(1, Idf(docFreq) / Idf(DocFreq(only.Name, name, exact: false)));
            var leaf = Leaf(only, [name], exact: false, slop: 0, only.Boost * (weight * _ranking.RelatedWeight) * share);
            return docId => leaf(docId) is { } beside ? [.. own(docId) ?? [], .. beside] : own(docId);
        }
        double whole = _ranking.RelatedWeight * weight * Idf(docFreq);
        return docId =>
        {
            double freq = 0;
            foreach (var (field, other) in others)
            {
                int count = Words(docId, field.Name, exact: false).Count(word => word == other);
                if (count > 0)
                    freq += field.Boost * (count / RelativeNorm(field.Name, docId));
            }
            var found = own(docId);
            return freq > 0 ? [.. found ?? [], whole * (freq / (freq + _ranking.K1))] : found;
        };
    }

    private Clause Leaf(Field field, List<string> words, bool exact, int slop, double boost)
    {
        double idf = 0;
        foreach (string word in words)
            idf += Idf(field.Name, word, exact);
        double weight = boost * idf;
        return docId => Score(field, docId, weight, words.Count == 1
            ? Words(docId, field.Name, exact).Count(word => word == words[0])
            : Windows(Words(docId, field.Name, exact), words, slop));
    }

    private Clause Expansion(Field field, WordNode typed, string exact)
    {
        int length = exact.EnumerateRunes().Count();
        int allowed = typed.MaxEdits ?? (length <= 2 ? 0 : length <= 5 ? 1 : 2);
        var terms = _texts.SelectMany(texts => texts.TryGetValue(field.Name, out var text) ? text.Exact : []).Distinct()
            .Select(term => (Term: term, Edits: typed.Kind == WordKind.Prefix
                ? !term.StartsWith(exact, StringComparison.Ordinal) ? 99 : term == exact ? 0 : 1
                : Edits(term, exact)))
            .Where(term => term.Edits <= (typed.Kind == WordKind.Prefix ? 1 : allowed))
            .OrderBy(term => term.Edits).ThenByDescending(term => DocFreq(field.Name, term.Term, exact: true))
            .ThenBy(term => Convert.ToHexString(Encoding.UTF8.GetBytes(term.Term)), StringComparer.Ordinal).ToList();
        if (terms.Count == 0)
            return _ => null;
        int docFreq = terms.Max(term => DocFreq(field.Name, term.Term, exact: true));
        double weight = field.Boost * Idf(docFreq);
        return docId =>
        {
            double freq = 0;
            foreach (var (term, edits) in terms)
                freq += (edits == 0 ? 1 : edits == 1 ? 0.7 : 0.5) * Words(docId, field.Name, exact: true).Count(word => word == term);
            return Score(field, docId, weight, freq);
        };
    }

    private List<double>? Score(Field field, int docId, double weight, double freq) =>
        freq > 0 ? [weight * (freq / (freq + Norm(field.Name, docId)))] : null;

    private double Norm(string field, int docId) => _ranking.K1 * RelativeNorm(field, docId);

    private double RelativeNorm(string field, int docId)
    {
        if (!_averages.TryGetValue(field, out double average))
            _averages[field] = average = _texts.Sum(texts => (long)(texts.TryGetValue(field, out var text) ? text.Stems.Count : 0)) / (double)_texts.Count;
        return 1 - _ranking.B + _ranking.B * (Words(docId, field, exact: false).Count / average);
    }

    private double Idf(string field, string term, bool exact) => Idf(DocFreq(field, term, exact));

    private double Idf(int docFreq) => Math.Log(1 + (_texts.Count - docFreq + 0.5) / (docFreq + 0.5));

    private int DocFreq(string field, string term, bool exact)
    {
        if (!_docFreqs.TryGetValue((field, term, exact), out int count))
            _docFreqs[(field, term, exact)] = count = Enumerable.Range(0, _texts.Count).Count(docId => Words(docId, field, exact).Contains(term));
        return count;
    }

    private double Reward(string first, string second, string field, int docId)
    {
        var body = Words(docId, "body", exact: false);
        var firsts = Enumerable.Range(0, body.Count).Where(i => body[i] == first).ToList();
        var seconds = Enumerable.Range(0, body.Count).Where(i => body[i] == second).ToList();
        if (firsts.Count == 0 || seconds.Count == 0)
            return 0;
        var (fewer, others) = seconds.Count < firsts.Count ? (seconds, firsts) : (firsts, seconds);
        double closeness = 0;
        foreach (int distance in fewer.Select(p => others.Min(q => Math.Abs(p - q))))
            closeness += distance > 8 ? 0 : 1.0 / (distance * distance);
        double weight = _ranking.ProximityWeight * ((Idf(field, first, exact: false) + Idf(field, second, exact: false)) / 2);
        return closeness > 0 ? weight * (closeness / (closeness + Norm(field, docId))) : 0;
    }

    /// <summary>docs/scoring.md, "Near each other".</summary>
    private static double Windows(List<string> text, List<string> phrase, int slop)
    {
        var ends = new SortedDictionary<int, int>();
        for (int m = -phrase.Count; m < text.Count; m++)
        {
            bool stands = phrase.Where((word, i) => m + i >= 0 && m + i < text.Count && text[m + i] == word).Any();
            if (stands && End(m) is { } end)
                ends[end] = m;
        }
        double freq = 0;
        foreach (var (end, m) in ends)
        {
            if (end - m <= slop)
                freq += 1.0 / (1 + end - m);
        }
        return freq;

        int? End(int m)
        {
            int end = m;
            var taken = new Dictionary<string, int>();
            for (int i = 0; i < phrase.Count; i++)
            {
                int from = Math.Max(Math.Max(0, m + i), taken.TryGetValue(phrase[i], out int last) ? last + 1 : 0);
                int at = from < text.Count ? text.IndexOf(phrase[i], from) : -1;
                if (at < 0)
                    return null;
                taken[phrase[i]] = at;
                end = Math.Max(end, at - i);
            }
            return end;
        }
    }

    /// <summary>The number of edits with swaps of neighbours, of which no part is edited again.</summary>
    private static int Edits(string x, string y)
    {
        int[] a = [.. x.EnumerateRunes().Select(rune => rune.Value)], b = [.. y.EnumerateRunes().Select(rune => rune.Value)];
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }
        return d[a.Length, b.Length];
    }

    private List<string> Words(int docId, string field, bool exact) =>
        !_texts[docId].TryGetValue(field, out var text) ? [] : exact ? text.Exact : text.Stems;

    private static Text Analyse(string text)
    {
        var words = new Text([], []);
        using var cursor = TestArchive.Chain.Open(text);
        while (cursor.Next())
        {
            words.Stems.Add(cursor.Stem.ToString());
            words.Exact.Add(cursor.Exact.ToString());
        }
        return words;
    }

    /// <summary>The words of a text, those that are joined in one list unless they are one of several alternatives.</summary>
    private static List<List<(string Stem, string Exact)>> Runs(string text, bool among)
    {
        var runs = new List<List<(string, string)>>();
        using var cursor = TestArchive.Chain.Open(text);
        int end = 0;
        while (cursor.Next())
        {
            string gap = text[end..cursor.Start];
            if (among || runs.Count == 0 || gap.Length > 1 || (gap.Length == 1 && !"-‐‑‒–'’‘ʼ＇`´.·_&@:+#".Contains(gap[0], StringComparison.Ordinal)))
                runs.Add([]);
            runs[^1].Add((cursor.Stem.ToString(), cursor.Exact.ToString()));
            end = cursor.End;
        }
        return runs;
    }

    private static bool IsCondition(QueryNode node) => node switch
    {
        ConditionNode => true,
        FieldNode field => IsCondition(field.Child),
        GroupNode group => group.Clauses.Count > 0 && group.Clauses.All(clause => IsCondition(clause.Node)),
        _ => false,
    };

    private bool Holds(SearchConditions conditions, Article article) =>
        (conditions.After is not { } after || (article.Date is { } date && date.End >= after.Start))
        && (conditions.Before is not { } before || (article.Date is { } when && when.Start <= before.End))
        && conditions.Filters.Concat(conditions.Sources.Select(source => new FieldFilter("source", source)))
            .Concat(conditions.Authors.Select(author => new FieldFilter("author", author)))
            .GroupBy(filter => filter.Field).All(same => same.Any(filter => Has(filter.Field, filter.Value, article)));

    private bool Holds(ConditionNode condition, Article article) => condition.Field switch
    {
        "after" => article.Date is { } date && date.End >= ArticleDate.Parse(condition.Value).Start,
        "before" => article.Date is { } date && date.Start <= ArticleDate.Parse(condition.Value).End,
        "author" => Has("author", condition.Value, article) || article.Authors.Any(author =>
            Analyse(condition.Value).Exact is { Count: > 0 } words && Windows(Analyse(author).Exact, words, 0) > 0),
        _ => Has(condition.Field, condition.Value, article),
    };

    private bool Has(string field, string value, Article article) => field switch
    {
        "source" => article.Source is { } source && Same(source, value),
        "language" => article.Language is { } language && Same(language, value),
        "author" => article.Authors.Any(author => Same(author, value)),
        _ => article.Fields.TryGetValue(field, out var stored) && _schema[field] switch
        {
            FieldType.Number => InRange(value, text => double.Parse(text), stored.Number!.Value, stored.Number.Value),
            FieldType.Date => InRange(value, text => ArticleDate.Parse(text).Start.Ticks, text => ArticleDate.Parse(text).End.Ticks,
                stored.Date!.Value.Start.Ticks, stored.Date.Value.End.Ticks),
            FieldType.Boolean => stored.Boolean == bool.Parse(value),
            _ => stored.Strings!.Any(text => Same(text, value)),
        },
    };

    private static bool InRange(string range, Func<string, double> parse, double start, double end) => InRange(range, parse, parse, start, end);

    private static bool InRange(string range, Func<string, double> low, Func<string, double> high, double start, double end)
    {
        string[] sides = range.StartsWith('[') ? range[1..^1].Split(" TO ") : [range, range];
        return (sides[0] == "*" || end >= low(sides[0])) && (sides[1] == "*" || start <= high(sides[1]));
    }

    private static bool Same(string x, string y) => KeywordNormalizer.Normalize(x) == KeywordNormalizer.Normalize(y);
}
