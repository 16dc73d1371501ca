using System.Globalization;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>Says in plain words what a leaf of a plan adds to the score of a document, and which places and forms of the word that is owed to.</summary>
internal static class Contribution
{
    /// <summary>A leaf that scores by BM25.</summary>
    /// <param name="plan">The leaf.</param>
    /// <param name="segment">The segment of the document.</param>
    /// <param name="doc">The document, which matches.</param>
    /// <param name="freq">The leaf's frequency in it.</param>
    /// <param name="length">The length of the field in it.</param>
    public static Explanation Of(LeafPlan plan, Segment segment, int doc, double freq, long length)
    {
        double value = plan.Scoring.Bm25.Score(plan.Weight, freq, length);
        string what = plan switch
        {
            TermPlan term => $"{Quoted(term.Term)}{Note(term.Kind)} in {Place(term.Term.Field)}",
            PhrasePlan phrase => $"{(phrase.Slop > 0 ? "near each other" : "in this order")}: \"{string.Join(' ', phrase.Terms.Select(each => each.Bytes.Utf8ToString()))}\"{Note(phrase.Kind)} in {Place(phrase.Terms[0].Field)}",
            ExpansionPlan expansion => $"words like {expansion.Typed} in {Place(expansion.Terms[0].Term.Field)}, {expansion.Terms.Count} of which the archive has",
            _ => $"{plan}",
        };
        string rarity = plan is TermPlan single ? Text($", which {single.Term.DocFreq:N0} of {plan.Scoring.DocumentCount:N0} articles have, {(double)single.Term.TotalTermFreq / Math.Max(1, single.Term.DocFreq):0.#} times on average") : "";
        var parts = plan is TermPlan { Term: var only } ? Parts(only, freq, segment, doc) : [];
        double saturation = freq / (freq + plan.Scoring.Bm25.LengthNorm(length));
        return new Explanation(value, Text($"{what}: {Times(freq)} among {length:N0} words ({plan.Scoring.Bm25.AverageLength:0} on average){rarity}. {Product(plan.Weight, saturation)}"),
            parts.Count == 0 ? [] : [.. parts.Select(part => new Explanation(value * part.Freq / freq, Text($"{part.Where}, {part.Times}"), []))]);
    }

    /// <summary>Terms that are one piece of evidence.</summary>
    /// <param name="plan">The leaf.</param>
    /// <param name="segment">The segment of the document.</param>
    /// <param name="doc">The document, which matches.</param>
    /// <param name="freq">The sum of the terms' parts.</param>
    public static Explanation Of(BlendPlan plan, Segment segment, int doc, double freq)
    {
        double value = plan.Score(freq);
        var details = new List<Explanation>();
        foreach (var blended in plan.Terms)
        {
            double times = Freq(segment, blended.Term, doc);
            if (times == 0)
                continue;
            double part = BlendPlan.Part(blended.Factor, times, blended.Scoring.Bm25, segment.Lengths(blended.Scoring.LengthsField)?.Get(doc) ?? 0);
            var places = blended.Kind == EvidenceKind.Word ? Parts(blended.Term, times, segment, doc) : [];
            details.Add(new Explanation(value * part / freq, Text($"{Quoted(blended.Term)}{Note(blended.Kind)} in {Place(blended.Term.Field)}, {Times(times)}{(blended.Factor == 1 ? "" : $", each counting {blended.Factor:0.##}")}"),
                places.Count == 0 ? [] : [.. places.Select(place => new Explanation(value * part / freq * place.Freq / times, Text($"{place.Where}, {place.Times}"), []))]));
        }
        return new Explanation(value, Text($"\"{plan}\"{Note(plan.Kind)} and what stands for it. {Product(plan.Weight, BlendPlan.Saturation(freq, plan.K1))}"), details);
    }

    /// <summary>Words that stand close together.</summary>
    public static Explanation Of(ProximityReward reward, double value) => new(value,
        Text($"{Quoted(reward.First)} and {Quoted(reward.Second)} stand close together in {Place(reward.First.Field)}: at most {reward.Weight:0.###} for that"), []);

    /// <summary>What the date of the document adds.</summary>
    public static Explanation OfRecency(double value, double factor) => new(value, Text($"recency: its date multiplies what is above with {factor:0.####}"), []);

    private static string Note(EvidenceKind kind) => kind switch
    {
        EvidenceKind.OtherLanguage => " (in another language)",
        EvidenceKind.OtherWriting => " (written otherwise)",
        EvidenceKind.Joined => " (written as one with its neighbour)",
        EvidenceKind.Synonym => " (a synonym)",
        EvidenceKind.NearWord => " (near to what was typed)",
        EvidenceKind.Misspelling => " (misspelt)",
        EvidenceKind.Related => " (of the same root)",
        EvidenceKind.Feedback => " (of the best articles)",
        _ => "",
    };

    /// <summary>Of a stem in title and body: how often it is in each, and what that counts.</summary>
    private static List<(string Where, double Freq, string Times)> Parts(IndexTerm term, double freq, Segment segment, int doc)
    {
        if (term.Field != FieldNames.TitleAndBody)
            return [];
        var parts = new List<(string, double, string)>();
        double inTitle = Freq(segment, FieldNames.Title, term, doc);
        if (inTitle > 0)
            parts.Add(("in the title", inTitle * FieldNames.TitleOccurrences, $"{Times(inTitle)}, each counting {FieldNames.TitleOccurrences}"));
        if (freq - inTitle * FieldNames.TitleOccurrences is > 0 and var inBody)
            parts.Add(("in the body", inBody, Times(inBody)));
        return parts;
    }

    private static double Freq(Segment segment, IndexTerm term, int doc) =>
        segment.Docs(term, withFreqs: true) is { } docs && docs.Advance(doc) == doc ? docs.Freq : 0;

    private static double Freq(Segment segment, string field, IndexTerm term, int doc)
    {
        if (segment.Reader.GetTerms(field)?.GetEnumerator() is not { } terms || !terms.SeekExact(term.Bytes))
            return 0;
        var docs = terms.Docs(null, null);
        return docs.Advance(doc) == doc ? docs.Freq : 0;
    }

    private static string Quoted(IndexTerm term) => $"\"{term.Bytes.Utf8ToString()}\"";

    private static string Place(string field)
    {
        bool isExact = field.EndsWith(FieldNames.ExactSuffix, StringComparison.Ordinal);
        string stems = isExact ? field[..^FieldNames.ExactSuffix.Length] : field;
        string text = FieldNames.Text("");
        string place = stems switch
        {
            FieldNames.Title => "the title",
            FieldNames.Body => "the body",
            FieldNames.TitleAndBody => "title and body",
            _ => stems.StartsWith(text, StringComparison.Ordinal) ? $"'{stems[text.Length..]}'" : $"'{stems}'",
        };
        return isExact ? place + ", as written" : place;
    }

    private static string Times(double freq) => freq == 1 ? "once" : Text($"{freq:0.##} times");

    private static string Product(double weight, double saturation) =>
        Text($"{weight:0.###} for how rare it is and how much it counts × {saturation:0.###} for how often it is there, against the length");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
