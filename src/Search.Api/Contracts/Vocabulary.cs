using System.Text.Json.Serialization;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Contracts;

/// <summary>The rules of a set of synonyms.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SynonymParameters
{
    /// <summary>
    /// A rule each: <c>isi, inter-services intelligence</c> for words that stand for each other, <c>pm => prime minister</c> for one direction.
    /// </summary>
    public IReadOnlyList<string>? Rules { get; init; }

    /// <exception cref="ProblemException">There are no rules (400).</exception>
    public SynonymSet ToSet(string name) => Rules is { } rules
        ? new SynonymSet(name, rules) : throw ProblemException.BadRequest("A parameter is missing", "Give the rules as 'rules', an array of strings.");
}

/// <summary>The words of a stop list.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StopWordParameters
{
    /// <summary>The words.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <exception cref="ProblemException">There are no words (400).</exception>
    public StopWordList ToList(string name) => Words is { } words
        ? new StopWordList(name, words) : throw ProblemException.BadRequest("A parameter is missing", "Give the words as 'words', an array of strings.");
}

/// <summary>A set of synonyms.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rules">Its rules.</param>
internal sealed record SynonymReply(string Name, IReadOnlyList<string> Rules)
{
    public static SynonymReply From(SynonymSet set) => new(set.Name, set.Rules);
}

/// <summary>A stop list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Words">Its words.</param>
internal sealed record StopWordReply(string Name, IReadOnlyList<string> Words)
{
    public static StopWordReply From(StopWordList list) => new(list.Name, list.Words);
}

/// <summary>All sets of synonyms, by name.</summary>
internal sealed record SynonymListReply(IReadOnlyList<SynonymReply> Synonyms);

/// <summary>All stop lists, by name.</summary>
internal sealed record StopWordListReply(IReadOnlyList<StopWordReply> StopWords);
