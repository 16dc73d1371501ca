using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Analysis;
using Search.Core.Highlighting;
using Search.Core.Language;
using Search.Core.Postings;

namespace Search.Core;

/// <summary>
/// What the first opening and the first search of a process need and what does not depend on the index: made ready on another thread while the
/// opening reads files and compiles what it needs itself.
/// </summary>
internal static class ColdStart
{
    private const string Query = "harbour gates";
    private const string Text = "The harbour was closed on Monday. Its gates had been open since the storm of 1953, said the mayor. Nobody knew why.";

    private static int s_began;

    /// <summary>Begins it, once a process; returns at once. Whoever needs something of it earlier waits for it or makes it ready himself.</summary>
    public static void Begin(AnalysisOptions analysis)
    {
        // With one processor it would only be in the way.
        if (Environment.ProcessorCount > 1 && Interlocked.Exchange(ref s_began, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static analysis => MakeReady(analysis), analysis, preferLocal: false);
    }

    /// <summary>Makes all of it ready, in the order in which it is needed.</summary>
    /// <returns>The passages of a text of two sentences that a query of two words is looked for in.</returns>
    internal static IReadOnlyList<Passage> MakeReady(AnalysisOptions analysis)
    {
        // Each has a regular expression of Lucene's that is compiled into code when the class is first used.
        _ = IndexFileNames.CODEC_FILE_PATTERN.IsMatch("_0.si");
        _ = Constants.RUNTIME_IS_64BIT;
        var chain = new AnalysisChain(analysis);
        chain.Stemmer?.MakeReady();
        var parsed = QueryParser.Parse(Query, new Dictionary<string, FieldType>(), maxClauses: 2);
        var standIn = new StandIn([(FieldNames.Body, [new TermPattern(TermPatternKind.Exact, "storm")])], Weight: 1);
        var query = HighlightQuery.Compile(parsed, chain, static (_, _) => 1, new HashSet<string> { FieldNames.Title, FieldNames.Body }, standIns: [standIn]);
        return Highlighter.Highlight(query, FieldNames.Body, Text, new HighlightOptions(), whole: false).Passages;
    }
}
