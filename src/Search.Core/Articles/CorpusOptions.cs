namespace Search.Core;

/// <summary>How a corpus is read. The defaults read what is detected.</summary>
public sealed record CorpusOptions
{
    /// <summary>The form of the files. Default: <see cref="CorpusFormat.Detect"/>.</summary>
    public CorpusFormat Format { get; init; } = CorpusFormat.Detect;

    /// <summary>Whether crawled text is cleaned. Default null: plain text is, all other formats are not.</summary>
    public bool? Clean { get; init; }

    /// <summary>The rules of cleaning. Default: <see cref="CleaningRules.Default"/>.</summary>
    public CleaningRules CleaningRules { get; init; } = CleaningRules.Default;

    /// <summary>
    /// Names in the files, compared without regard to case, mapped to the names of the article's members
    /// (<c>id</c>, <c>title</c>, <c>body</c>, <c>date</c>, <c>source</c>, <c>url</c>, <c>authors</c>, <c>language</c>)
    /// or to the name of a field of the caller's. Goes before the recognised names. A member of a nested object is named
    /// <c>parent.child</c>. Not to be changed once it is in use. Default: empty.
    /// </summary>
    public IReadOnlyDictionary<string, string> FieldMap { get; init; } = new Dictionary<string, string>(0);

    /// <summary>
    /// Puts the file's name without its extensions and a <c>/</c> before each id that the file gives. Ids that are made from
    /// the file's name have it already. Default: false.
    /// </summary>
    public bool PrefixIdsWithFileName { get; init; }

    /// <summary>The longest record accepted, in bytes of the uncompressed file. Default: 512 MiB. 1 KiB to 1 GiB.</summary>
    public int MaxRecordBytes { get; init; } = 512 << 20;
}
