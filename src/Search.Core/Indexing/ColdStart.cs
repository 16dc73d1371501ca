using Lucene.Net.Index;
using Lucene.Net.Util;
using Search.Core.Analysis;

namespace Search.Core.Indexing;

/// <summary>
/// What the first opening and the first search of a process need and what does not depend on the index: made ready on another thread while the
/// opening reads files.
/// </summary>
internal static class ColdStart
{
    private static int s_began;

    /// <summary>Begins it, once a process; returns at once. Whoever needs something of it earlier waits for it or makes it ready himself.</summary>
    public static void Begin(AnalysisOptions analysis)
    {
        if (Interlocked.Exchange(ref s_began, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static analysis => MakeReady(analysis), analysis, preferLocal: false);
    }

    /// <summary>In the order in which it is needed.</summary>
    private static void MakeReady(AnalysisOptions analysis)
    {
        // Each is a regular expression of Lucene's that is compiled into code when its class is first used.
        _ = IndexFileNames.CODEC_FILE_PATTERN.IsMatch("_0.si");
        _ = Constants.RUNTIME_IS_64BIT;
        if (analysis.Stemming != Stemming.None)
            EnglishStemmer.For(analysis.Rules).MakeReady();
    }
}
