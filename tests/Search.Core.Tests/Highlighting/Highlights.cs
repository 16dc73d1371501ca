using Search.Core.Analysis;
using Search.Core.Highlighting;
using Search.Core.Language;

namespace Search.Core.Tests.Highlighting;

/// <summary>Short ways to write a query tree and to see what it marks.</summary>
internal static class Highlights
{
    public static readonly AnalysisChain Chain = new(new AnalysisOptions());

    /// <summary>Without the rules by which a query marks more than what was typed.</summary>
    public static readonly AnalysisChain PlainChain = new(new AnalysisOptions { Rules = NewsRules.All & ~(NewsRules.Hyphens | NewsRules.Acronyms) });

    private static readonly HashSet<string> s_fields = ["title", "body", "text:notes"];

    public static WordNode Word(string text) => new(text);

    public static WordNode Prefix(string text) => new(text, WordKind.Prefix);

    public static WordNode Fuzzy(string text, int? edits = null) => new(text, WordKind.Fuzzy, edits);

    public static PhraseNode Phrase(string text, int slop = 0) => new(text, slop);

    public static FieldNode In(string field, QueryNode node) => new(field, node);

    public static GroupNode All(params QueryNode[] nodes) => new([.. nodes.Select(node => new Clause(Occur.Should, node))]);

    public static HighlightQuery Compile(QueryNode? root, Func<string, string, double>? idf = null, AnalysisChain? chain = null, IReadOnlyList<StandIn>? standIns = null) =>
        HighlightQuery.Compile(new ParsedQuery(root, []), chain ?? Chain, idf ?? ((_, _) => 1), s_fields, standIns: standIns);

    public static FieldHighlight Run(QueryNode? root, string text, string field = "body", HighlightOptions? options = null, bool whole = false, Func<string, string, double>? idf = null, AnalysisChain? chain = null) =>
        Highlighter.Highlight(Compile(root, idf, chain), field, text, options ?? new HighlightOptions(), whole);

    /// <summary>The whole text with <c>[ ]</c> around what is marked, HTML undone.</summary>
    public static string Mark(QueryNode root, string text, string field = "body") =>
        Unescape(Run(root, text, field, whole: true).Html!.Replace("<mark>", "\uE000", StringComparison.Ordinal).Replace("</mark>", "\uE001", StringComparison.Ordinal))
            .Replace('\uE000', '[').Replace('\uE001', ']');

    public static string Unescape(string html) => html.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&#39;", "'", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
}
