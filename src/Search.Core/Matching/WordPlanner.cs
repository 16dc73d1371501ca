using System.Runtime.InteropServices;
using Search.Core.Analysis;
using Search.Core.Language;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>Plans the words and phrases of one query: what they are after analysis, in each field that they are looked for in.</summary>
internal sealed class WordPlanner(PlanningContext context, QueryWords analysis)
{
    /// <summary>What a word counts that is written as one with its neighbour, for each of the two.</summary>
    private const double HalfWord = 0.5;

    /// <summary>What a word counts that is written as one where the query has it apart, or the other way round.</summary>
    private const double OtherWriting = 0.25;

    private readonly TermExpander _expander = new(context);
    private readonly TypoExpander _typos = new(context);
    private readonly RelatedWords _related = new(context);

    /// <summary>What the plain words that were planned so far count together, wherever they are found.</summary>
    public double PlannedWeight { get; private set; }

    /// <summary>Whether the query is in capitals throughout.</summary>
    public bool AreCapitalsThroughout => analysis.AreCapitalsThroughout;

    /// <summary>Plans what is typed without white space: one word, a phrase of joined parts, or several of these.</summary>
    /// <param name="node">As typed.</param>
    /// <param name="fields">Where to look.</param>
    /// <param name="plans">Gets a plan for each; none when there is no letter or digit.</param>
    /// <param name="row">Gets the stems of plain words that stand alone, where they count fully.</param>
    /// <param name="use">How the word is used.</param>
    public void Add(WordNode node, IReadOnlyList<SearchedField> fields, List<PlanNode> plans, WordRow row, WordUse use)
    {
        if (node.Kind == WordKind.Wildcard)
        {
            row.Break();
            string pattern = KeywordNormalizer.Normalize(node.Text);
            plans.Add(InFields(fields, field => Expanded(_expander.Wildcard(field.Exact, pattern), pattern, field)));
            return;
        }
        var words = analysis.Analyse(node.Text);
        if (node.Kind != WordKind.Plain)
        {
            row.Break();
            AddExpansions(node, words, fields, plans);
            return;
        }
        if (words.Count > 1)
            use = use with { Synonyms = [] };
        for (int start = 0, end; start < words.Count; start = end)
        {
            end = start + 1;
            while (end < words.Count && words[end].JoinsPrevious)
                end++;
            var run = CollectionsMarshal.AsSpan(words)[start..end];
            if (end - start > 1 && use.IsAmongOthers)
            {
                AddApart(run, fields, plans, row, use);
                continue;
            }
            plans.Add(Run(run, fields, use));
            if (end - start != 1)
                row.Break();
            else if (use.Weight == 1)
                row.Add(words[start].Stem);
        }
    }

    /// <summary>Plans a quoted phrase: exact forms. Null when it has no words.</summary>
    public PlanNode? Phrase(PhraseNode node, IReadOnlyList<SearchedField> fields)
    {
        var words = analysis.Analyse(node.Text);
        NoteRare(words, fields);
        if (context.Asked is { } asked)
            return Ask(asked, words, fields);
        return words.Count == 0 ? null : InFields(fields, field =>
        {
            var terms = words.ConvertAll(word => ExactTerm(word, field, fields));
            var scoring = context.Scoring(field.Stems);
            return terms.Count == 1
                ? new TermPlan(terms[0], scoring, field.Boost)
                : new PhrasePlan(terms, node.Slop, scoring, field.Boost * context.Ranking.PhraseBoost);
        });
    }

    /// <summary>Asks for the words of a phrase, each of which an article needs in one of the fields.</summary>
    private NothingPlan? Ask(AskedTerms asked, List<QueryWord> words, IReadOnlyList<SearchedField> fields)
    {
        asked.Open();
        foreach (var word in words)
        {
            asked.Open();
            foreach (var field in fields)
                ExactTerm(word, field, fields);
            asked.CloseClause(ClauseRole.Required, new NothingPlan());
        }
        asked.CloseGroup(minOptional: 0);
        return words.Count == 0 ? null : new NothingPlan();
    }

    private IndexTerm ExactTerm(QueryWord word, SearchedField field, IReadOnlyList<SearchedField> fields) =>
        context.Term(field.Exact, analysis.IsAcronym(word, fields) ? word.Acronym! : word.Exact);

    /// <summary>Tells of the words that few articles have and that are taken as written.</summary>
    public void NoteRare(WordNode node, IReadOnlyList<SearchedField> fields) => NoteRare(analysis.Analyse(node.Text), fields);

    /// <summary>A plain word of one part that is no acronym.</summary>
    public bool TryWord(WordNode node, out QueryWord word)
    {
        var words = node.Kind == WordKind.Plain ? analysis.Analyse(node.Text) : [];
        bool isOne = words is [{ Acronym: null, Stem.Length: > 0 }];
        word = isOne ? words[0] : default;
        return isOne;
    }

    private void NoteRare(List<QueryWord> words, IReadOnlyList<SearchedField> fields)
    {
        if (context.RareWords is null)
            return;
        foreach (var word in words)
            context.NoteRare(word.Exact, fields.Max(field => context.Term(field.Exact, word.Exact).DocFreq), isLiteral: true);
    }

    private void AddExpansions(WordNode node, List<QueryWord> words, IReadOnlyList<SearchedField> fields, List<PlanNode> plans)
    {
        for (int i = 0; i < words.Count; i++)
        {
            var word = words[i];
            bool isExpanded = node.Kind == WordKind.Fuzzy || i == words.Count - 1;
            plans.Add(isExpanded ? InFields(fields, field => Expand(node, word.Exact, field)) : Run([word], fields, WordUse.Plain));
        }
    }

    private PlanNode Expand(WordNode node, string exact, SearchedField field)
    {
        var terms = node.Kind == WordKind.Prefix
            ? _expander.Prefix(field.Exact, exact)
            : _expander.Fuzzy(field.Exact, exact, node.MaxEdits);
        return Expanded(terms, exact + (node.Kind == WordKind.Prefix ? "*" : "~"), field);
    }

    private PlanNode Expanded(List<ExpandedTerm> terms, string typed, SearchedField field) => terms.Count == 0 ? new NothingPlan()
        : new ExpansionPlan(terms, typed, context.Scoring(field.Stems), field.Boost);

    /// <summary>Joined parts as words of their own, and what two of them are as one word as a part of each.</summary>
    private void AddApart(ReadOnlySpan<QueryWord> words, IReadOnlyList<SearchedField> fields, List<PlanNode> plans, WordRow row, WordUse use)
    {
        string? whole = words.Length == 2 ? words[0].Joined : null;
        for (int i = 0; i < words.Length; i++)
        {
            var joined = i == 0 ? use.Joined with { WithNext = whole ?? use.Joined.WithNext } : use.Joined with { WithPrevious = whole ?? use.Joined.WithPrevious };
            plans.Add(Single(words[i], fields, use with { Joined = joined }));
            if (use.Weight == 1)
                row.Add(words[i].Stem);
        }
    }

    /// <summary>The stems of joined parts in a row, in each field, and what else they may be written as.</summary>
    private PlanNode Run(ReadOnlySpan<QueryWord> words, IReadOnlyList<SearchedField> fields, WordUse use)
    {
        if (words.Length == 1)
            return Single(words[0], fields, use);
        var clauses = new List<PlanNode>(fields.Count);
        foreach (var field in fields)
            AddRows(words, field, slop: 0, use.Weight, clauses);
        PlannedWeight += clauses.Min(row => ((LeafPlan)row).Weight);
        if (words.Length == 2 && words[0].Joined is { } whole)
        {
            var evidence = new WordEvidence(whole, context.Ranking.K1);
            foreach (var field in context.StemFields(fields))
                evidence.Add(context.Term(field.Stems, whole), context.Scoring(field.Stems), field.Boost);
            if (!evidence.IsEmpty)
                clauses.Add(evidence.ToPlan(use.Weight * OtherWriting));
        }
        return clauses.Count == 1 ? clauses[0] : GroupPlan.AnyOf(clauses);
    }

    /// <summary>
    /// One word: its stem in all fields together, with what stands for it, or the acronym that it is. Every word of every query comes here, so that
    /// nothing is captured.
    /// </summary>
    private PlanNode Single(QueryWord word, IReadOnlyList<SearchedField> fields, WordUse use)
    {
        var evidence = new WordEvidence(word.Stem, context.Ranking.K1);
        bool isAcronym = analysis.IsAcronym(word, fields);
        var stemFields = isAcronym ? fields : context.StemFields(fields);
        for (int i = 0; i < stemFields.Count; i++)
        {
            var field = stemFields[i];
            evidence.Add(isAcronym ? context.Term(field.Exact, word.Acronym!) : context.Term(field.Stems, word.Stem), context.Scoring(field.Stems), field.Boost);
        }
        List<PlanNode>? phrases = null;
        if (!isAcronym)
        {
            AddOtherLanguages(evidence, word, stemFields);
            AddJoined(evidence, use.Joined.WithPrevious, stemFields);
            AddJoined(evidence, use.Joined.WithNext, stemFields);
            for (int i = 0; word.Other is not null && i < stemFields.Count; i++)
                evidence.AddInPlace(context.Term(stemFields[i].Stems, word.Other), context.Scoring(stemFields[i].Stems), stemFields[i].Boost, EvidenceKind.OtherWriting);
            phrases = PartsOf(word, fields, use.Weight);
            if (use.IsRead && phrases is null && use.Synonyms.Count == 0)
                context.NoteRare(word.Exact, evidence.DocFreq);
            if (use.IsRead && context.Typos && phrases is null && evidence.IsEmpty && use.Synonyms.Count == 0)
                _typos.AddNear(evidence, word.Exact, fields);
        }
        for (int i = 0; i < use.Synonyms.Count; i++)
        {
            if (use.Synonyms[i].Stems.Length == 1)
                SynonymPlanner.AddWord(context, evidence, use.Synonyms[i], fields);
        }
        double weight = use.Weight * evidence.Burstiness(context.Ranking.BurstinessPower);
        var plan = fields.Count > 1 || !evidence.IsOwn || isAcronym ? evidence.ToPlan(weight)
            : new TermPlan(context.Term(fields[0].Stems, word.Stem), context.Scoring(fields[0].Stems), fields[0].Boost * weight);
        PlannedWeight += plan is BlendPlan blend ? blend.Weight : ((LeafPlan)plan).Weight;
        if (phrases is not null)
            return GroupPlan.AnyOf(phrases.Prepend(plan));
        var misspellings = use.IsRead && use.IsAmongOthers && context.Typos && !isAcronym ? _typos.Misspellings(evidence, word.Exact, fields, weight) : null;
        var related = use.IsRead && use.IsAmongOthers && context.Related && !isAcronym ? _related.Plan(evidence, word.Stem, stemFields, weight) : null;
        return (misspellings, related) switch
        {
            (null, null) => plan,
            (null, _) => GroupPlan.AnyOf([plan, related]),
            (_, null) => GroupPlan.AnyOf([plan, misspellings]),
            _ => GroupPlan.AnyOf([plan, misspellings, related]),
        };
    }

    /// <summary>The word's stems in the archive's other languages, each once.</summary>
    private void AddOtherLanguages(WordEvidence evidence, QueryWord word, IReadOnlyList<SearchedField> fields)
    {
        for (int language = 0; language < analysis.OtherLanguages; language++)
        {
            for (int i = 0; i < fields.Count && !IsKnown([word], language); i++)
                evidence.AddInPlace(context.Term(fields[i].Stems, StemIn(word, language)), context.Scoring(fields[i].Stems), fields[i].Boost, EvidenceKind.OtherLanguage);
        }
    }

    /// <summary>Whether the words read the same in English or in an earlier language.</summary>
    private static bool IsKnown(ReadOnlySpan<QueryWord> words, int language)
    {
        for (int earlier = -1; earlier < language; earlier++)
        {
            bool isSame = true;
            foreach (var word in words)
                isSame &= StemIn(word, earlier) == StemIn(word, language);
            if (isSame)
                return true;
        }
        return false;
    }

    private static string StemIn(in QueryWord word, int language) => language < 0 ? word.Stem : word.OtherStems![language];

    /// <summary>Adds words in a row by their English stems, and by those of each other language of the archive where these are others.</summary>
    /// <param name="words">The words.</param>
    /// <param name="field">Where to look.</param>
    /// <param name="slop">How far the words may be moved.</param>
    /// <param name="weight">What the row counts.</param>
    /// <param name="rows">Gets the plans.</param>
    public void AddRows(ReadOnlySpan<QueryWord> words, SearchedField field, int slop, double weight, List<PlanNode> rows)
    {
        rows.Add(Row(words, field, language: -1, slop, weight)!);
        for (int language = 0; language < analysis.OtherLanguages; language++)
        {
            if (!IsKnown(words, language) && Row(words, field, language, slop, weight) is { } row)
                rows.Add(row);
        }
    }

    /// <summary>The stems of one language in a row; null where the field lacks one of them, except for English.</summary>
    private PhrasePlan? Row(ReadOnlySpan<QueryWord> words, SearchedField field, int language, int slop, double weight)
    {
        var terms = new IndexTerm[words.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = context.Term(field.Stems, StemIn(words[i], language));
            if (language >= 0 && terms[i].DocFreq == 0)
                return null;
        }
        return new PhrasePlan(terms, slop, context.Scoring(field.Stems), field.Boost * weight);
    }

    private void AddJoined(WordEvidence evidence, string? stem, IReadOnlyList<SearchedField> fields)
    {
        for (int i = 0; stem is not null && i < fields.Count; i++)
            evidence.AddOther(context.Term(fields[i].Stems, stem), context.Scoring(fields[i].Stems), fields[i].Boost * HalfWord, EvidenceKind.Joined);
    }

    /// <summary>The two parts of a word in a row, in each field, where it may be written apart; null where it may not.</summary>
    private List<PlanNode>? PartsOf(QueryWord word, IReadOnlyList<SearchedField> fields, double weight)
    {
        List<PlanNode>? phrases = null;
        for (int i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            if (analysis.Parts(word, field) is var (first, second))
            {
                (phrases ??= []).Add(new PhrasePlan(
                    [context.Term(field.Stems, first), context.Term(field.Stems, second)], slop: 0, context.Scoring(field.Stems), field.Boost * weight * OtherWriting));
            }
        }
        return phrases;
    }

    private static PlanNode InFields(IReadOnlyList<SearchedField> fields, Func<SearchedField, PlanNode> plan) =>
        fields.Count == 1 ? plan(fields[0]) : GroupPlan.AnyOf(fields.Select(plan));
}
