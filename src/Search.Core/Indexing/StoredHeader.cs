namespace Search.Core.Indexing;

/// <summary>The header of a stored article: everything but the texts of body and original.</summary>
internal static class StoredHeader
{
    private const byte Strings = 1, Number = 2, True = 3, False = 4, Date = 5;

    public static void Write(ref ByteWriter writer, Article article)
    {
        writer.WriteString(article.Id);
        writer.WriteString(article.Title);
        writer.WriteByte(article.TitleDerived ? (byte)1 : (byte)0);
        WriteDate(ref writer, article.Date);
        writer.WriteOptional(article.Source);
        writer.WriteOptional(article.Url);
        writer.WriteOptional(article.Language);
        writer.WriteVInt(article.Authors.Count);
        foreach (string author in article.Authors)
            writer.WriteString(author);
        writer.WriteVInt(article.Fields.Count);
        foreach (var (name, value) in article.Fields)
        {
            writer.WriteString(name);
            WriteValue(ref writer, value);
        }
    }

    public static Article Read(ref ByteReader reader)
    {
        var article = new Article
        {
            Id = reader.ReadString(),
            Title = reader.ReadString(),
            TitleDerived = reader.ReadByte() != 0,
            Date = ReadDate(ref reader),
            Source = reader.ReadOptional(),
            Url = reader.ReadOptional(),
            Language = reader.ReadOptional(),
        };
        int authorCount = reader.ReadCount();
        if (authorCount > 0)
        {
            string[] authors = new string[authorCount];
            for (int i = 0; i < authors.Length; i++)
                authors[i] = reader.ReadString();
            article = article with { Authors = authors };
        }

        int fieldCount = reader.ReadCount();
        if (fieldCount == 0)
            return article;
        var fields = new Dictionary<string, FieldValue>(fieldCount, StringComparer.Ordinal);
        for (int i = 0; i < fieldCount; i++)
        {
            string name = reader.ReadString();
            fields[name] = ReadValue(ref reader);
        }

        return article with { Fields = fields };
    }

    private static void WriteDate(ref ByteWriter writer, ArticleDate? date)
    {
        // 0 is no date; otherwise the precision plus one.
        writer.WriteByte(date is { } known ? (byte)(known.Precision + 1) : (byte)0);
        if (date is not null)
            writer.WriteInt64(date.Value.Start.Ticks);
    }

    private static ArticleDate? ReadDate(ref ByteReader reader)
    {
        byte tag = reader.ReadByte();
        if (tag == 0)
            return null;
        long ticks = reader.ReadInt64();
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            throw new InvalidDataException("A stored date is out of range.");
        var start = new DateTime(ticks, DateTimeKind.Utc);
        return (DatePrecision)(tag - 1) switch
        {
            DatePrecision.Year => ArticleDate.FromYear(start.Year),
            DatePrecision.Month => ArticleDate.FromMonth(start.Year, start.Month),
            DatePrecision.Day => ArticleDate.FromDay(DateOnly.FromDateTime(start)),
            DatePrecision.Instant => ArticleDate.FromInstant(start),
            _ => throw new InvalidDataException($"A stored date has the unknown precision {tag}."),
        };
    }

    private static void WriteValue(ref ByteWriter writer, FieldValue value)
    {
        if (value.Strings is { } strings)
        {
            writer.WriteByte(Strings);
            writer.WriteVInt(strings.Count);
            foreach (string text in strings)
                writer.WriteString(text);
        }
        else if (value.Number is { } number)
        {
            writer.WriteByte(Number);
            writer.WriteInt64(BitConverter.DoubleToInt64Bits(number));
        }
        else if (value.Boolean is { } truth)
        {
            writer.WriteByte(truth ? True : False);
        }
        else
        {
            writer.WriteByte(Date);
            WriteDate(ref writer, value.Date);
        }
    }

    private static FieldValue ReadValue(ref ByteReader reader)
    {
        switch (reader.ReadByte())
        {
            case Strings:
                string[] strings = new string[reader.ReadCount()];
                for (int i = 0; i < strings.Length; i++)
                    strings[i] = reader.ReadString();
                return FieldValue.From(strings);
            case Number:
                double number = BitConverter.Int64BitsToDouble(reader.ReadInt64());
                return double.IsFinite(number) ? FieldValue.From(number) : throw new InvalidDataException("A stored number is not finite.");
            case True:
                return FieldValue.From(true);
            case False:
                return FieldValue.From(false);
            case Date:
                return ReadDate(ref reader) is { } date ? FieldValue.From(date) : throw new InvalidDataException("A stored date field has no date.");
            case var tag:
                throw new InvalidDataException($"A stored field has the unknown type {tag}.");
        }
    }
}
