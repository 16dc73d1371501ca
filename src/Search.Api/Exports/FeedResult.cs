using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http.Extensions;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Exports;

/// <summary>The hits of a search as a feed: RSS 2.0 or Atom (RFC 4287). An entry's text is its best passage.</summary>
internal sealed class FeedResult(ReplyFormat format, ArticleIndex index, SearchRequest request) : IResult
{
    private const string AtomNamespace = "http://www.w3.org/2005/Atom";

    public async Task ExecuteAsync(HttpContext context)
    {
        var results = await index.SearchAsync(request, context.RequestAborted);
        string self = context.Request.GetEncodedUrl();
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            if (format == ReplyFormat.Rss)
                WriteRss(xml, results, self);
            else
                WriteAtom(xml, results, self);
        }
        context.Response.ContentType = format == ReplyFormat.Rss ? "application/rss+xml; charset=utf-8" : "application/atom+xml; charset=utf-8";
        await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
    }

    private string Title => request.Query.Length == 0 ? "All articles" : $"Articles for {Legal(request.Query)}";

    private void WriteRss(XmlWriter xml, SearchResults results, string self)
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteStartElement("channel");
        xml.WriteElementString("title", Title);
        xml.WriteElementString("link", self);
        xml.WriteElementString("description", Title);
        foreach (var hit in results.Hits)
        {
            xml.WriteStartElement("item");
            xml.WriteElementString("title", TitleOf(hit));
            if (LinkOf(hit) is { } link)
                xml.WriteElementString("link", link);
            xml.WriteStartElement("guid");
            xml.WriteAttributeString("isPermaLink", "false");
            xml.WriteString(Urn(hit.Id));
            xml.WriteEndElement();
            if (hit.Date is { } date)
                xml.WriteElementString("pubDate", date.Start.ToString("R", CultureInfo.InvariantCulture));
            if (hit.Source is { } source)
                xml.WriteElementString("category", Legal(source));
            xml.WriteElementString("description", Summary(hit));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteAtom(XmlWriter xml, SearchResults results, string self)
    {
        xml.WriteStartElement("feed", AtomNamespace);
        xml.WriteElementString("title", AtomNamespace, Title);
        xml.WriteElementString("id", AtomNamespace, self);
        WriteLink(xml, "self", self);
        xml.WriteElementString("updated", AtomNamespace, Time(results.Hits.Select(hit => hit.Date?.Start).Max() ?? DateTime.UnixEpoch));
        foreach (var hit in results.Hits)
        {
            xml.WriteStartElement("entry", AtomNamespace);
            xml.WriteElementString("title", AtomNamespace, TitleOf(hit));
            xml.WriteElementString("id", AtomNamespace, Urn(hit.Id));
            if (LinkOf(hit) is { } link)
                WriteLink(xml, "alternate", link);
            xml.WriteElementString("updated", AtomNamespace, Time(hit.Date?.Start ?? DateTime.UnixEpoch));
            foreach (string author in hit.Authors.Count > 0 ? hit.Authors : [hit.Source ?? "unknown"])
            {
                xml.WriteStartElement("author", AtomNamespace);
                xml.WriteElementString("name", AtomNamespace, Legal(author));
                xml.WriteEndElement();
            }
            xml.WriteElementString("summary", AtomNamespace, Summary(hit));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteLink(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", AtomNamespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static string TitleOf(Hit hit) => Legal(hit.Title.Length > 0 ? hit.Title : hit.Id);

    private static string? LinkOf(Hit hit) =>
        Uri.TryCreate(hit.Url, UriKind.Absolute, out var link) && link.Scheme is "http" or "https" ? link.AbsoluteUri : null;

    private static string Urn(string id) => "urn:article:" + ArticlePaths.For(id).Split('/')[^1];

    private static string Summary(Hit hit) => hit.Highlights is [var passage, ..] ? Legal(passage.Text) : "";

    private static string Time(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A text without the characters that XML has no way to write.</summary>
    private static string Legal(string text)
    {
        if (IsLegal(text))
            return text;
        var legal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            legal.Append(rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD");
        return legal.ToString();

        static bool IsLegal(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                if (XmlConvert.IsXmlChar(text[i]))
                    continue;
                if (i + 1 == text.Length || !XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                    return false;
                i++;
            }
            return true;
        }
    }
}
