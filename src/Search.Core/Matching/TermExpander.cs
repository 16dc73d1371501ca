using System.Globalization;
using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Lucene.Net.Util.Automaton;
using Search.Core.Language;
using Search.Core.Retrieval;

namespace Search.Core.Matching;

/// <summary>
/// Finds the terms of a field that a prefix or a fuzzy word stands for: a scan of the dictionary that is bounded in terms looked at,
/// terms taken and time.
/// </summary>
internal sealed class TermExpander(PlanningContext context)
{
    private const int BudgetInterval = 64;

    /// <summary>To compare a word with a pattern costs much less than to take it.</summary>
    private const int WildcardScan = 10;

    private readonly record struct Candidate(BytesRef Bytes, int Edits, int DocFreq);

    /// <summary>The terms that begin with a text: itself first, then the most frequent.</summary>
    public List<ExpandedTerm> Prefix(string field, string text)
    {
        if (IsAsked(field, text) || context.Budget.IsExceeded())
            return [];
        var candidates = new Candidates(context, field, text + "*");
        var prefix = new BytesRef(Encoding.UTF8.GetBytes(text));
        if (MultiFields.GetTerms(context.Reader, field)?.GetEnumerator() is not { } terms || terms.SeekCeil(prefix) == TermsEnum.SeekStatus.END)
            return [];
        do
        {
            if (!StringHelper.StartsWith(terms.Term, prefix))
                break;
            if (!candidates.Add(terms.Term, terms.Term.Length == prefix.Length ? 0 : 1, terms.DocFreq))
                break;
        }
        while (terms.MoveNext());
        return candidates.ToTerms();
    }

    /// <summary>The terms of a form (<see cref="WildcardPattern"/>), the most frequent first.</summary>
    public List<ExpandedTerm> Wildcard(string field, string pattern)
    {
        if (IsAsked(field, WildcardPattern.Prefix(pattern)) || context.Budget.IsExceeded())
            return [];
        var candidates = new Candidates(context, field, pattern);
        var prefix = new BytesRef(Encoding.UTF8.GetBytes(WildcardPattern.Prefix(pattern)));
        if (MultiFields.GetTerms(context.Reader, field)?.GetEnumerator() is not { } terms || terms.SeekCeil(prefix) == TermsEnum.SeekStatus.END)
            return [];
        int scanned = 0;
        do
        {
            if (!StringHelper.StartsWith(terms.Term, prefix))
                break;
            if (++scanned > WildcardScan * context.Limits.MaxTermsScanned)
            {
                context.Warn(string.Create(CultureInfo.InvariantCulture, $"'{pattern}' was compared with the first {scanned - 1:N0} words alone: begin it with more letters."));
                break;
            }
            if (scanned % BudgetInterval == 0 && context.Budget.IsExceeded())
                break;
            if (WildcardPattern.Matches(pattern, terms.Term.Utf8ToString()) && !candidates.Add(terms.Term, 1, terms.DocFreq))
                break;
        }
        while (terms.MoveNext());
        return candidates.ToTerms();
    }

    /// <summary>The terms within a number of edits (insertions, deletions, substitutions, swaps of neighbours), the closest first, then the most frequent.</summary>
    /// <param name="field">The field of exact forms.</param>
    /// <param name="text">The word, analysed.</param>
    /// <param name="maxEdits">0 to 2; null for as many as its length allows.</param>
    public List<ExpandedTerm> Fuzzy(string field, string text, int? maxEdits)
    {
        int edits = FuzzyEdits.Of(text, maxEdits);
        if (maxEdits != 0 && FuzzyEdits.IsTooLong(text))
            context.Warn($"A word of more than {FuzzyEdits.MaxLength} letters was looked for as it was typed.");
        if (edits == 0)
            return context.Term(field, text) is { DocFreq: > 0 } term ? [new ExpandedTerm(term, 1)] : [];
        // The automaton of one word costs milliseconds, and a query may have very many.
        if (IsAsked(field, "") || context.Budget.IsExceeded())
            return [];
        if (MultiFields.GetTerms(context.Reader, field) is not { } dictionary)
            return [];

        var candidates = new Candidates(context, field, text + "~");
        var automata = new LevenshteinAutomata(text, withTranspositions: true);
        var withinOne = new ByteRunAutomaton(automata.ToAutomaton(1));
        var word = new BytesRef(Encoding.UTF8.GetBytes(text));
        var terms = dictionary.Intersect(new CompiledAutomaton(automata.ToAutomaton(edits), finite: true, simplify: false), null);
        while (terms.MoveNext())
        {
            var bytes = terms.Term;
            int distance = bytes.BytesEquals(word) ? 0 : withinOne.Run(bytes.Bytes, bytes.Offset, bytes.Length) ? 1 : 2;
            if (!candidates.Add(bytes, distance, terms.DocFreq))
                break;
        }
        return candidates.ToTerms();
    }

    /// <summary>Where no dictionary is read, says that any term with a beginning may be meant.</summary>
    private bool IsAsked(string field, string prefix)
    {
        context.Asked?.AddPrefix(field, prefix);
        return context.Asked is not null;
    }

    /// <summary>Collects terms and keeps the best.</summary>
    private sealed class Candidates(PlanningContext context, string field, string typed)
    {
        private static readonly Comparison<Candidate> s_best = (x, y) =>
            x.Edits != y.Edits ? x.Edits.CompareTo(y.Edits)
            : x.DocFreq != y.DocFreq ? y.DocFreq.CompareTo(x.DocFreq)
            : x.Bytes.CompareTo(y.Bytes);

        private readonly List<Candidate> _kept = [];
        private int _scanned;

        /// <summary>Takes a term; false when no more are to be looked at.</summary>
        public bool Add(BytesRef bytes, int edits, int docFreq)
        {
            if (_scanned == context.Limits.MaxTermsScanned)
            {
                context.Warn(string.Create(CultureInfo.InvariantCulture, $"'{typed}' stands for very many words: only the first {_scanned:N0} were looked at."));
                return false;
            }
            if (++_scanned % BudgetInterval == 0 && context.Budget.IsExceeded())
                return false;
            _kept.Add(new Candidate(BytesRef.DeepCopyOf(bytes), edits, docFreq));
            if (_kept.Count > 2 * context.Limits.MaxExpansions)
                Trim();
            return true;
        }

        public List<ExpandedTerm> ToTerms()
        {
            Trim();
            return _kept.ConvertAll(candidate => new ExpandedTerm(
                context.Term(field, candidate.Bytes.Utf8ToString()), Closeness(candidate.Edits)));
        }

        private void Trim()
        {
            _kept.Sort(s_best);
            int max = context.Limits.MaxExpansions;
            if (_kept.Count <= max)
                return;
            _kept.RemoveRange(max, _kept.Count - max);
            context.Warn(string.Create(CultureInfo.InvariantCulture, $"'{typed}' stands for more than {max:N0} words: the closest and most frequent of them were used."));
        }

        private static double Closeness(int edits) => edits switch { 0 => 1, 1 => 0.7, _ => 0.5 };
    }
}
