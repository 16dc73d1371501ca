using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;

namespace Search.Core.Articles;

/// <summary>What a name in a record stands for.</summary>
/// <param name="Member">The article's member.</param>
/// <param name="Rank">Which of two names that claim one member wins: the lower.</param>
/// <param name="FieldName">The name as a field of the caller's, for <see cref="ArticleMember.Field"/> and for the claimant that loses.</param>
internal sealed record MemberName(ArticleMember Member, int Rank, string FieldName)
{
    /// <summary>The rank of a name that the caller mapped: before all others.</summary>
    public const int Mapped = -1;

    /// <summary>Whether the loser of a claim can become a field: the names of the article's own members cannot.</summary>
    public bool CanBeField { get; } = !MemberNames.IsBuiltIn(FieldName);
}

/// <summary>
/// Knows the names that common data sets use. Compared without regard to case, <c>_</c> and <c>-</c>.
/// Thread-safe.
/// </summary>
internal sealed class MemberNames
{
    /// <summary>The names of each member; the first is its own, and an earlier one wins over a later one.</summary>
    private static readonly (ArticleMember Member, string[] Names)[] Recognised =
    [
        (ArticleMember.Id, ["id", "articleid", "guid", "uuid", "docno"]),
        (ArticleMember.Title, ["title", "headline", "heading"]),
        (ArticleMember.Body, ["body", "text", "content", "articlebody", "fulltext", "maintext", "article"]),
        (ArticleMember.Date,
        [
            "date", "published", "publishedat", "publishdate", "datepublished", "publicationdate", "pubdate",
            "created", "createdat", "timestamp",
        ]),
        (ArticleMember.Source, ["source", "outlet", "publisher", "publication", "newspaper", "sourcename", "site"]),
        (ArticleMember.Url, ["url", "link", "weburl", "permalink"]),
        (ArticleMember.Authors, ["authors", "author", "byline", "creator"]),
        (ArticleMember.Language, ["language", "lang"]),
        (ArticleMember.Fields, ["fields"]),
        (ArticleMember.TitleDerived, ["titlederived"]),
    ];

    private static readonly Dictionary<string, (ArticleMember Member, int Rank)> ByName = Recognised
        .SelectMany(entry => entry.Names.Select((name, rank) => (name, entry.Member, rank)))
        .ToDictionary(entry => entry.name, entry => (entry.Member, entry.rank), StringComparer.Ordinal);

    private static readonly ConditionalWeakTable<IReadOnlyDictionary<string, string>, MemberNames> Cache = new();

    /// <summary>Names seen so far; bounded, because hostile input has a new name in every record.</summary>
    private const int MostSeen = 10_000;

    private readonly ConcurrentDictionary<string, MemberName> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MemberName>.AlternateLookup<ReadOnlySpan<char>> _seenBySpan;
    private readonly Dictionary<string, string> _map;

    private MemberNames(IReadOnlyDictionary<string, string> map)
    {
        _map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, target) in map)
            _map[name] = target;
        _seenBySpan = _seen.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The recognised names alone.</summary>
    public static MemberNames Default { get; } = new(new Dictionary<string, string>(0));

    /// <summary>The recognised names after those of a map of the caller's.</summary>
    public static MemberNames For(CorpusOptions? options) => options is null || options.FieldMap.Count == 0
        ? Default : Cache.GetValue(options.FieldMap, map => new MemberNames(map));

    /// <summary>Whether a name is one of an article's own members, and so cannot name a field of the caller's.</summary>
    public static bool IsBuiltIn(string name)
    {
        foreach (var (_, names) in Recognised)
        {
            if (names[0].Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return name.Equals("author", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What a name at the top of a record stands for.</summary>
    public MemberName Resolve(ReadOnlySpan<byte> utf8Name)
    {
        const int Longest = 128;
        if (utf8Name.Length > Longest)
            return Resolve(Encoding.UTF8.GetString(utf8Name));
        Span<char> name = stackalloc char[Longest];
        return Resolve(name[..Encoding.UTF8.GetChars(utf8Name, name)]);
    }

    /// <summary>What a name at the top of a record stands for.</summary>
    public MemberName Resolve(ReadOnlySpan<char> name)
    {
        if (_seenBySpan.TryGetValue(name, out var known))
            return known;
        string text = name.ToString();
        var resolved = ResolveMapped(text) ?? ResolveRecognised(text);
        if (_seen.Count < MostSeen)
            _seen.TryAdd(text, resolved);
        return resolved;
    }

    /// <summary>What the name of a nested member, <c>parent.child</c>, stands for: a field unless the caller mapped it.</summary>
    public MemberName ResolveNested(string name) =>
        ResolveMapped(name) ?? new MemberName(ArticleMember.Field, 0, ToFieldName(name));

    private MemberName? ResolveMapped(string name)
    {
        if (!_map.TryGetValue(name, out string? target))
            return null;
        return ByName.TryGetValue(Normalise(target), out var own) && own.Rank == 0
            ? new MemberName(own.Member, MemberName.Mapped, ToFieldName(name))
            : new MemberName(ArticleMember.Field, 0, ToFieldName(target));
    }

    private static MemberName ResolveRecognised(string name) => ByName.TryGetValue(Normalise(name), out var own)
        ? new MemberName(own.Member, own.Rank, ToFieldName(name))
        : new MemberName(ArticleMember.Field, 0, ToFieldName(name));

    private static string Normalise(string name) => string.Concat(name.Where(c => c is not ('_' or '-'))).ToLowerInvariant();

    /// <summary>A name with the characters that a field's name may have; the others become <c>_</c>.</summary>
    public static string ToFieldName(string name)
    {
        if (name.Length == 0)
            return "_";
        return name.All(IsFieldNameCharacter) ? name
            : string.Create(name.Length, name, static (target, source) =>
            {
                for (int i = 0; i < target.Length; i++)
                    target[i] = IsFieldNameCharacter(source[i]) ? source[i] : '_';
            });
    }

    private static bool IsFieldNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';
}
