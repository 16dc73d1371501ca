using Search.Core;
using Search.Core.Duplicates;

namespace Search.Benchmarks.Duplicates;

/// <summary>
/// Makes pairs of a corpus: duplicates by editing its articles, others by taking articles of it that resemble each other and are by their dates or by
/// their words not the same story.
/// </summary>
internal sealed class LabelledSet(ArticleIndex index, IReadOnlyList<Article> articles, int bases)
{
    /// <summary>A shorter one has too little to edit.</summary>
    private const int LeastWords = 60;

    /// <summary>A story is not sent again, and not updated, after so many days.</summary>
    private const double FarApartDays = 60;

    private const double SameEventDays = 3;

    /// <summary>Texts without a run of so many words in common were not copied.</summary>
    private const int CopiedRun = 12;

    private const int LeadLength = 300;
    private const int Looked = 30;

    private readonly SketchBuilder _sketches = new();
    private readonly Dictionary<string, Article> _byId = articles.GroupBy(article => article.Id).ToDictionary(group => group.Key, group => group.First());

    public IEnumerable<LabelledPair> Make()
    {
        var dice = new Dice(1);
        var candidates = articles.Where(article => Words(article.Body).Length >= LeastWords).ToList();
        int step = Math.Max(1, candidates.Count / bases);
        for (int i = 0; i < candidates.Count; i += step)
        {
            var article = candidates[i];
            bool isForTuning = i / step % 2 == 0;
            foreach (var (kind, edit) in ArticleEdits.All)
                yield return Pair(kind, true, isForTuning, article, edit(article, dice.Of(candidates), dice));
            foreach (var pair in Resembling(article, isForTuning))
                yield return pair;
        }
        foreach (var (kind, write) in TemplateArticles.All)
        {
            for (int i = 0; i < bases / 4; i++)
                yield return Pair(kind, false, i % 2 == 0, write(dice), write(dice));
        }
    }

    /// <summary>Articles that the search engine finds by the title and the first words, and that cannot be the same story.</summary>
    private IEnumerable<LabelledPair> Resembling(Article article, bool isForTuning)
    {
        if (article.Date is null)
            yield break;
        string lead = article.Body[..Math.Min(article.Body.Length, LeadLength)];
        var hits = index.Search(new SearchRequest(new string([.. $"{article.Title} {lead}".Select(c => char.IsLetterOrDigit(c) ? c : ' ')]))
        {
            Size = Looked,
            Highlight = false,
            Typos = false,
            Total = TotalMode.Bounded,
        }).Hits;
        var seen = new HashSet<string>();
        foreach (var hit in hits)
        {
            if (hit.Id == article.Id || hit.Date is null || !_byId.TryGetValue(hit.Id, out var other))
                continue;
            double days = Math.Abs((hit.Date.Value.Start - article.Date.Value.Start).TotalDays);
            string? kind = days >= FarApartDays
                ? hit.Source == article.Source && hit.Source is not null ? "same outlet and pattern, other date" : "same topic, other date"
                : days <= SameEventDays && hit.Source != article.Source && !HaveCommonRun(article.Body, other.Body) ? "same event, other outlet" : null;
            if (kind is not null && seen.Add(kind))
                yield return Pair(kind, false, isForTuning, article, other);
        }
    }

    private LabelledPair Pair(string kind, bool areDuplicates, bool isForTuning, Article first, Article second) => new(
        kind, areDuplicates, isForTuning, _sketches.Build(first.Title, first.Body), _sketches.Build(second.Title, second.Body),
        $"{first.Id} ({first.Title}) / {second.Id} ({second.Title})");

    private static bool HaveCommonRun(string first, string second)
    {
        var runs = Runs(first).ToHashSet(StringComparer.Ordinal);
        return Runs(second).Any(runs.Contains);
    }

    private static IEnumerable<string> Runs(string text)
    {
        string[] words = Words(text);
        for (int i = 0; i + CopiedRun <= words.Length; i++)
            yield return string.Join(' ', words, i, CopiedRun);
    }

    private static string[] Words(string text) =>
        new string([.. text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
