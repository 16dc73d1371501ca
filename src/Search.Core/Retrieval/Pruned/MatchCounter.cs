using System.Numerics;
using Lucene.Net.Util;
using Search.Core.Postings;

namespace Search.Core.Retrieval;

/// <summary>Counts the documents of a tree in a segment, window by window as sets of bits.</summary>
internal sealed unsafe class MatchCounter(SegmentPlan plan)
{
    /// <summary>After how many windows the budget is asked.</summary>
    private const int BudgetInterval = 16;

    /// <summary>After how many documents of a leading list.</summary>
    private const int LeadInterval = 4_096;

    /// <summary>After how many blocks of 128.</summary>
    private const int BlockInterval = 32;

    /// <summary>A list leads when it has at most this part of the documents.</summary>
    private const int LeadPart = 16;

    /// <summary>To look a document up in a list costs about as much as to read so many documents of it.</summary>
    private const int SearchCost = 6;

    /// <summary>The same where the whole tree is asked about the document.</summary>
    private const int TreeSearchCost = 32;

    /// <summary>The longest alternative is tried alone when it has so many times more documents than are to be counted.</summary>
    private const int LongestPart = 4;

    /// <summary>To walk through so many documents of short lists costs less than a window of all lists.</summary>
    private const int DocumentsForWindow = 16;

    /// <summary>The same where values are compared for each document, which in a window takes those of all.</summary>
    private const int FilteredForWindow = 64;

    private readonly MatchNode _root = plan.Root!;
    private readonly IBits? _live = plan.LiveDocs;

    /// <summary>Counts until there are more than a limit.</summary>
    /// <param name="limit">When to stop.</param>
    /// <param name="budget">When to stop, too.</param>
    /// <param name="count">How many there are; when it stopped early, more than the limit.</param>
    /// <returns>False when the budget ran out.</returns>
    public bool Run(long limit, SearchBudget budget, out long count)
    {
        count = LeastCount();
        if (count > limit)
            return true;
        if (_live is null && _root is TermLeaf or ListsNode { Lists.Length: 1 })
        {
            count = _root.Cost;
            return true;
        }

        if (_live is null && TwoTerms() is { } pair && CommonDocuments.Count(pair.First, pair.Second) is >= 0 and var both)
        {
            // Those of either are those of each, without those of both.
            count = pair.IsEither ? pair.First.DocFreq + (long)pair.Second.DocFreq - both : both;
            return true;
        }

        if (_live is null && _root is PhraseLeaf { IsExact: true, Terms.Length: > 1 } phrase)
            return CountPhrase(phrase, limit, budget, out count);

        if (FilteredLeast(limit) is var least && least > limit)
        {
            count = least;
            return true;
        }

        count = 0;
        if (ShortLists(out bool areAll) is { } lists)
        {
            bool isCounted = CountAny(lists, limit, budget, ref count);
            // What has no lists can only add to that.
            if (!isCounted || areAll || count > limit)
                return isCounted;
            count = 0;
        }
        if (Lead() is { } lead)
            return CountLead(lead, limit, budget, ref count);
        if (_live is null && CommonTerms() is { } common)
        {
            for (uint first = 0; first < (uint)plan.MaxDoc && count <= limit; first += common.Stretch)
            {
                if (first > 0 && budget.IsExceeded())
                    return false;
                count += common.FindStretch(first, out _);
            }
            return true;
        }
        int windows = PostingsRules.RangeCount(plan.MaxDoc, PostingsRules.CoarseShift);
        for (int window = 0; window < windows && count <= limit; window++)
        {
            if (window % BudgetInterval == BudgetInterval - 1 && budget.IsExceeded())
                return false;
            if (_root.LoadWindow(window))
                count += CountWindow(window);
        }
        return true;
    }

    private bool CountPhrase(PhraseLeaf phrase, long limit, SearchBudget budget, out long count)
    {
        count = 0;
        var lists = new ListReader[phrase.Terms.Length];
        for (int i = 0; i < lists.Length; i++)
            lists[i] = phrase.Terms[i].Reader;
        var rows = new CommonPhrase(phrase, null, plan.Arena);
        var intersection = new ListIntersection(lists, plan.Arena, plan.Costs);
        for (uint first = 0; first < (uint)plan.MaxDoc && count <= limit; first += intersection.Stretch)
        {
            if (first > 0 && budget.IsExceeded())
                return false;
            int common = intersection.FindStretch(first, out uint* docs);
            count += rows.Count(docs, common);
        }
        return true;
    }

    /// <summary>The lists of a plan that is nothing but terms which are all required, of which the rarest is packed; null for others.</summary>
    private ListIntersection? CommonTerms()
    {
        if ((_root as MatchGroup)?.OtherTerms(null) is not { Length: > 1 } terms || terms[0].Term.Reader.IsBitmap)
            return null;
        return new ListIntersection(Array.ConvertAll(terms, term => term.Term.Reader), plan.Arena, plan.Costs);
    }

    /// <summary>
    /// How many there are at least, by the documents of the longest alternative that pass the filters; as far as it takes to exceed a limit.
    /// Where a bound on the number is asked for, that mostly settles it, and the other lists need not be read.
    /// </summary>
    private long FilteredLeast(long limit)
    {
        if (_live is not null || _root is not MatchGroup { IsFilteredDisjunction: true } group)
            return 0;
        ScoringLeaf? longest = null;
        FindLongest(group, ref longest);
        if (longest is null || longest.LeastMatches / LongestPart <= limit)
            return 0;
        long count = 0;
        if (group.Periods.Length == group.Required.Length && longest is TermLeaf { Term.Reader: { IsBitmap: false } list })
        {
            uint* docs = stackalloc uint[PostingsRules.BlockSize];
            for (int block = 0; block < list.List.BlockCount && count <= limit; block++)
                count += KeepInPeriods(group, docs, list.CopyBlock(block, docs));
            return count;
        }
        int windows = plan.MaxDoc >> PostingsRules.CoarseShift;
        for (int window = 0; window < windows && count <= limit; window++)
        {
            bool isPossible = true;
            foreach (var filter in group.Required)
                isPossible = isPossible && filter.LoadWindow(window);
            if (!isPossible || !longest.LoadWindow(window))
                continue;
            for (int i = 0; i < RangeKernels.Count; i++)
            {
                ulong words = longest.MustWords[i];
                foreach (var filter in group.Required)
                    words &= filter.MustWords[i];
                count += BitOperations.PopCount(words);
            }
        }
        return count;
    }

    private static int KeepInPeriods(MatchGroup group, uint* docs, int count)
    {
        foreach (var period in group.Periods)
            count = period.Keep(docs, count);
        return count;
    }

    /// <summary>The lists of alternatives of terms, narrowed by values alone, where they are so short that one after the other is walked through sooner than all windows; else null.</summary>
    /// <param name="areAll">Whether nothing else matches, such as a phrase.</param>
    private List<(ListReader Reader, ScoringLeaf? Leaf)>? ShortLists(out bool areAll)
    {
        areAll = true;
        if (_root is not MatchGroup { IsPlainBehindFilters: true } group || group.Periods.Length != group.Required.Length)
            return null;
        var lists = plan.Arena.WalkedLists.Take();
        if (!TryAdd(group, lists, ref areAll))
            return null;
        long documents = 0;
        foreach (var (reader, _) in lists)
            documents += reader.DocFreq;
        int perWindow = group.Periods.Length > 0 ? FilteredForWindow : DocumentsForWindow;
        if (documents > (long)perWindow * PostingsRules.RangeCount(plan.MaxDoc, PostingsRules.CoarseShift))
            return null;
        // The longest first: it is not looked up in others, and mostly has enough.
        lists.Sort(static (x, y) => y.Reader.DocFreq.CompareTo(x.Reader.DocFreq));
        return lists;

        static bool TryAdd(MatchGroup group, List<(ListReader Reader, ScoringLeaf? Leaf)> lists, ref bool areAll)
        {
            foreach (var node in group.Optional)
            {
                if (node is MatchGroup inner)
                {
                    if (!TryAdd(inner, lists, ref areAll))
                        return false;
                }
                else if (node is not (TermLeaf or BlendLeaf))
                {
                    areAll = false;
                }
                else if (!((ScoringLeaf)node).TryAddLists(lists))
                {
                    return false;
                }
            }
            return true;
        }
    }

    /// <summary>Counts the documents of any of some lists; each by the first of them that has it.</summary>
    private bool CountAny(List<(ListReader Reader, ScoringLeaf? Leaf)> lists, long limit, SearchBudget budget, ref long count)
    {
        var group = (MatchGroup)_root;
        uint* docs = stackalloc uint[PostingsRules.BlockSize];
        for (int i = 0; i < lists.Count; i++)
        {
            var list = lists[i].Reader;
            for (int block = 0; block < list.List.BlockCount && count <= limit; block++)
            {
                if (block % BlockInterval == BlockInterval - 1 && budget.IsExceeded())
                    return false;
                int found = KeepInPeriods(group, docs, list.CopyBlock(block, docs));
                for (int at = 0; at < found; at++)
                    count += IsNew(lists, i, docs[at]) ? 1 : 0;
            }
        }
        return true;
    }

    /// <summary>Whether a document is not deleted and in none of the lists before one.</summary>
    private bool IsNew(List<(ListReader Reader, ScoringLeaf? Leaf)> lists, int before, uint doc)
    {
        if (_live is not null && !_live.Get((int)doc))
            return false;
        for (int i = 0; i < before; i++)
        {
            if (lists[i].Reader.Find(doc) >= 0)
                return false;
        }
        return true;
    }

    private static void FindLongest(MatchGroup group, ref ScoringLeaf? longest)
    {
        foreach (var node in group.Optional)
        {
            if (node is ScoringLeaf leaf && leaf.LeastMatches > (longest?.LeastMatches ?? 0))
                longest = leaf;
            else if (node is MatchGroup { IsDisjunction: true } alternatives)
                FindLongest(alternatives, ref longest);
        }
    }

    /// <summary>The lists of a plan that is nothing but two terms, either or both of them.</summary>
    private (ListReader First, ListReader Second, bool IsEither)? TwoTerms()
    {
        if (_root is not MatchGroup group)
            return null;
        if (group.IsDisjunction && group.Optional is [TermLeaf first, TermLeaf second])
            return (first.Term.Reader, second.Term.Reader, true);
        return group.OtherTerms(null) is [var one, var other] ? (one.Term.Reader, other.Term.Reader, false) : null;
    }

    /// <summary>The one list that all documents are in, when it is so much shorter than the others that these are better searched than read.</summary>
    private ListReader? Lead()
    {
        if (RequiredLists.Find(_root, plan.MaxDoc / LeadPart, plan.MaxDoc / LeadPart) is not { Count: 1 } lists)
            return null;
        long others = 0;
        int searchCost = SearchCost;
        if (_root is MatchGroup group)
        {
            foreach (var node in group.Required)
                others += node.ReadCost;
            searchCost = group.OtherTerms(null) is null ? TreeSearchCost : SearchCost;
        }
        return others == 0 || others > (long)searchCost * lists[0].Reader.DocFreq ? lists[0].Reader : null;
    }

    private bool CountLead(ListReader lead, long limit, SearchBudget budget, ref long count)
    {
        var terms = (_root as MatchGroup)?.OtherTerms(null);
        for (int index = 0; index < lead.DocFreq && count <= limit; index++)
        {
            if (index % LeadInterval == LeadInterval - 1 && budget.IsExceeded())
                return false;
            int doc = (int)lead.Doc(index);
            lead.SetDocument(doc, index);
            if (IsMatch(terms, doc) && (_live is null || _live.Get(doc)))
                count++;
        }
        return true;
    }

    private bool IsMatch(TermLeaf[]? terms, int doc)
    {
        if (terms is null)
        {
            _root.LoadDocument(doc);
            return _root.Matches(doc, doc & 63);
        }
        foreach (var term in terms)
        {
            if ((term.Term.Reader.MaskOf(doc) >> doc & 1) == 0)
                return false;
        }
        return true;
    }

    /// <summary>How many there are at least, where that is known at once.</summary>
    private long LeastCount()
    {
        if (_live is not null)
            return 0;
        return Least(_root);

        static long Least(MatchNode node)
        {
            if (node is ScoringLeaf leaf)
                return leaf.LeastMatches;
            long least = 0;
            if (node is MatchGroup { IsDisjunction: true } group)
            {
                foreach (var optional in group.Optional)
                    least = Math.Max(least, Least(optional));
            }
            return least;
        }
    }

    private long CountWindow(int window)
    {
        ulong* may = _root.MayWords;
        ulong* must = _root.MustWords;
        int first = window << PostingsRules.CoarseShift;
        int left = plan.MaxDoc - first;
        long count = 0;
        for (int i = 0; i < RangeKernels.Count && left > 0; i++, left -= 64)
        {
            ulong inside = left >= 64 ? ulong.MaxValue : (1UL << left) - 1;
            ulong sure = must[i] & inside;
            ulong unsure = may[i] & inside & ~sure;
            if (_live is null)
                count += BitOperations.PopCount(sure);
            else
                unsure |= sure;
            if (unsure != 0)
                count += CountUnsure(first / 64 + i, unsure);
        }
        return count;
    }

    private long CountUnsure(int range, ulong unsure)
    {
        _root.Load(range);
        long count = 0;
        for (; unsure != 0; unsure &= unsure - 1)
        {
            int bit = BitOperations.TrailingZeroCount(unsure);
            int doc = (range << 6) + bit;
            if ((_live is null || _live.Get(doc)) && _root.Matches(doc, bit))
                count++;
        }
        return count;
    }
}
