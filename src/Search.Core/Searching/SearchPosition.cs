using System.Buffers.Text;
using System.Text;
using Search.Core.Retrieval;
using Search.Core.Scoring;

namespace Search.Core;

/// <summary>
/// A place in the hits of a search over a <see cref="PointInTime"/>: the last hit of a page, which the next page goes on after. Of use with the same
/// search over the same point in time alone. Immutable; <see cref="ToString"/> and <see cref="Parse"/> carry it elsewhere.
/// </summary>
public sealed class SearchPosition
{
    private readonly string _order;
    private readonly ScoredDocument _document;
    private readonly SortValue? _value;

    private SearchPosition(string order, ScoredDocument document, SortValue? value) => (_order, _document, _value) = (order, document, value);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no position.</exception>
    public static SearchPosition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var reader = new BinaryReader(new MemoryStream(Base64Url.DecodeFromChars(text)), Encoding.UTF8);
            string order = reader.ReadString();
            int docId = reader.ReadInt32();
            float score = reader.ReadSingle();
            byte form = reader.ReadByte();
            SortValue? value = form == 0 ? null
                : new SortValue((form & 2) != 0, reader.ReadInt64(), (form & 4) != 0 ? ReadText(reader) : null, docId);
            return docId >= 0 && reader.BaseStream.Position == reader.BaseStream.Length
                ? new SearchPosition(order, new ScoredDocument(docId, score), value) : throw new FormatException();
        }
        catch (Exception exception) when (exception is FormatException or IOException or ArgumentException)
        {
            throw new FormatException($"'{(text.Length > 40 ? text[..40] + "…" : text)}' is no position: pass on what a search gave.", exception);
        }
    }

    /// <summary>The position as text of letters, digits, '-' and '_'.</summary>
    public override string ToString()
    {
        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write(_order);
            writer.Write(_document.DocId);
            writer.Write(_document.Score);
            writer.Write((byte)(_value is null ? 0 : 1 | (_value.HasValue ? 2 : 0) | (_value.Text is null ? 0 : 4)));
            if (_value is not null)
            {
                writer.Write(_value.Number);
                if (_value.Text is not null)
                {
                    writer.Write(_value.Text.Length);
                    writer.Write(_value.Text);
                }
            }
        }
        return Base64Url.EncodeToString(bytes.ToArray());
    }

    private static byte[] ReadText(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        // Before there is room made for it.
        return length >= 0 && length <= reader.BaseStream.Length - reader.BaseStream.Position ? reader.ReadBytes(length) : throw new FormatException();
    }

    /// <summary>The position of a hit.</summary>
    internal static SearchPosition Of(Lucene.Net.Index.IndexReader reader, SortOrder sort, HitOrder order, ScoredDocument document) =>
        new(sort.Name, document, order.Kind == SortKind.Score ? null : SortValue.Of(reader, order, document.DocId));

    /// <summary>The request for what comes after it.</summary>
    /// <exception cref="InvalidRequestException">It belongs to another order.</exception>
    internal RetrievalRequest GoOn(RetrievalRequest request, SortOrder sort)
    {
        if (sort.Name != _order || (_value is null) != (request.Order.Kind == SortKind.Score))
            throw new InvalidRequestException($"The position belongs to the order '{_order}', not to '{sort.Name}': go on with the search that gave it.");
        return _value is null ? request with { After = _document } : request with { AfterValue = _value };
    }
}
