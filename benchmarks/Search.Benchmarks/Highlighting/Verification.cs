using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Search.Benchmarks.Commands;
using Search.Core;

namespace Search.Benchmarks.Highlighting;

/// <summary>Checks what both sides show before their times are compared.</summary>
internal sealed class Verification
{
    // The languages differ a little: the peer's heavier stemmer joins words that ours keeps apart (universe, university), and
    // words joined by a sign (British/Argentine) are a phrase for ours and two words for the peer.
    private const double TolerableShare = 0.02;

    private readonly HashSet<(string Query, string Id)> _marked = [];

    /// <summary>Passages of bodies.</summary>
    public long Passages { get; private set; }

    public long Hits { get; private set; }

    public long HitsWithoutMatch => Hits - _marked.Count;

    /// <summary>Hits in whose body the peer marks something and ours nothing; null without a peer.</summary>
    public long? MissedByOurs { get; private set; }

    /// <summary>Hits in whose body ours marks something and the peer nothing; null without a peer.</summary>
    public long? MissedByPeer { get; private set; }

    /// <summary>Our passages: exact substrings, matches in order and within, HTML that says the same as the text.</summary>
    /// <exception cref="MeasurementException">One is not.</exception>
    public static Verification Of(OurHighlighting ours)
    {
        var result = new Verification();
        foreach (var (query, article, passages) in ours.All())
        {
            result.Hits++;
            foreach (var passage in passages.Where(each => each.Field == "body"))
            {
                result.Passages++;
                if (Fault(article.Body, passage) is { } fault)
                    throw new MeasurementException($"'{query.Query}', article {article.Id}, passage at {passage.Offset}: {fault}.");
                if (passage.Matches.Count > 0)
                    result._marked.Add((query.Query, article.Id));
            }
        }

        return result;
    }

    /// <summary>Compares with the peer's dump which hits are marked.</summary>
    /// <exception cref="MeasurementException">Ours leaves too many unmarked that the peer marks.</exception>
    public void Compare(string dumpPath)
    {
        var missed = new List<(string Query, string Id)>();
        long compared = 0, missedByPeer = 0;
        foreach (var line in File.ReadLines(dumpPath).Select(line => JsonNode.Parse(line)!))
        {
            compared++;
            var hit = ((string)line["query"]!, (string)line["id"]!);
            bool peerMarks = line["passages"]!.AsArray().Any(passage => passage!["matches"]!.AsArray().Count > 0);
            bool oursMarks = _marked.Contains(hit);
            if (peerMarks && !oursMarks)
                missed.Add(hit);
            else if (oursMarks && !peerMarks)
                missedByPeer++;
        }

        MissedByOurs = missed.Count;
        MissedByPeer = missedByPeer;
        foreach (var (query, id) in missed.Take(10))
            Console.Error.WriteLine($"  only the peer marks something: '{query}' in {id}");
        if (compared != Hits)
            throw new MeasurementException($"The peer highlighted {compared} hits, ours {Hits}.");
        if (missed.Count > TolerableShare * Hits)
            throw new MeasurementException($"Ours marks nothing in {missed.Count} of {Hits} hits in which the peer marks something: this is not the same work.");
    }

    private static string? Fault(string body, Passage passage)
    {
        if (passage.Offset < 0 || passage.Offset + passage.Text.Length > body.Length
            || !body.AsSpan(passage.Offset, passage.Text.Length).SequenceEqual(passage.Text))
            return "the text is no substring of the body at its offset";
        int end = 0;
        var marked = new StringBuilder();
        foreach (var match in passage.Matches)
        {
            if (match.Length <= 0 || match.Start < end || match.Start + match.Length > passage.Text.Length)
                return "the matches are not ascending, disjoint and within the text";
            marked.Append(passage.Text, end, match.Start - end).Append('\u0001').Append(passage.Text, match.Start, match.Length).Append('\u0002');
            end = match.Start + match.Length;
        }

        marked.Append(passage.Text, end, passage.Text.Length - end);
        string html = passage.Html.Replace("<mark>", "\u0001", StringComparison.Ordinal).Replace("</mark>", "\u0002", StringComparison.Ordinal);
        return html.Contains('<', StringComparison.Ordinal) || WebUtility.HtmlDecode(html) != marked.ToString()
            ? "the HTML does not say what text and matches say" : null;
    }
}
