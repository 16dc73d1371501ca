using System.Text.Json;
using System.Text.Json.Nodes;
using Search.Core.Analysis;
using Search.Core.Matching;
using Search.Core.Storage;

namespace Search.Core;

/// <summary>
/// The synonyms and stop lists of an index: kept in <c>vocabulary.json</c> of its home (docs/index-format.md), read by every search as one immutable
/// table. Thread-safe.
/// </summary>
internal sealed class VocabularyStore
{
    private const string FileName = "vocabulary.json";
    private const string SynonymsKey = "synonyms";
    private const string StopWordsKey = "stopWords";

    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lock _gate = new();
    private readonly AnalysisChain _chain;
    private readonly string? _path;
    private volatile State _state;

    private sealed record State(
        SortedDictionary<string, SynonymSet> Synonyms, SortedDictionary<string, StopWordList> StopLists, QueryVocabulary Vocabulary);

    /// <param name="chain">Analyses the synonyms.</param>
    /// <param name="folder">The home; null for an index in memory.</param>
    /// <exception cref="ArticleIndexException">The file cannot be read.</exception>
    public VocabularyStore(AnalysisChain chain, string? folder)
    {
        _chain = chain;
        _path = folder is null ? null : Path.Combine(folder, FileName);
        _state = _path is not null && AtomicFile.Read(_path) is { } utf8 ? Parse(utf8)
            : new State(new(StringComparer.Ordinal), new(StringComparer.Ordinal), QueryVocabulary.Default);
    }

    /// <summary>What searches use from now on.</summary>
    public QueryVocabulary Vocabulary => _state.Vocabulary;

    /// <summary>By name.</summary>
    public IReadOnlyList<SynonymSet> Synonyms => [.. _state.Synonyms.Values];

    /// <summary>By name.</summary>
    public IReadOnlyList<StopWordList> StopLists => [.. _state.StopLists.Values];

    /// <summary>Adds a set or replaces the one of its name.</summary>
    /// <returns>Whether there was none.</returns>
    public bool Set(SynonymSet set) => Change(state =>
    {
        bool isNew = !state.Synonyms.ContainsKey(set.Name);
        state.Synonyms[set.Name] = set with { Rules = [.. set.Rules] };
        return (isNew, IsChanged: true);
    });

    /// <summary>Adds a list or replaces the one of its name.</summary>
    /// <returns>Whether there was none.</returns>
    public bool Set(StopWordList list) => Change(state =>
    {
        bool isNew = !state.StopLists.ContainsKey(list.Name);
        state.StopLists[list.Name] = list with { Words = [.. list.Words] };
        return (isNew, IsChanged: true);
    });

    /// <returns>False when there was none.</returns>
    public bool RemoveSynonyms(string name) => Change(state => state.Synonyms.Remove(name) ? (true, true) : (false, false));

    /// <returns>False when there was none.</returns>
    public bool RemoveStopWords(string name) => Change(state => state.StopLists.Remove(name) ? (true, true) : (false, false));

    private bool Change(Func<State, (bool Result, bool IsChanged)> change)
    {
        lock (_gate)
        {
            var next = new State(new(_state.Synonyms, StringComparer.Ordinal), new(_state.StopLists, StringComparer.Ordinal), QueryVocabulary.Default);
            var (result, isChanged) = change(next);
            if (!isChanged)
                return result;
            next = WithVocabulary(next);
            if (_path is not null)
                AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(ToJson(next), s_indented), DiskFlush.Instance);
            _state = next;
            return result;
        }
    }

    private State WithVocabulary(State state) =>
        state with { Vocabulary = QueryVocabulary.Build(state.Synonyms.Values, state.StopLists.Values, _chain) };

    private static JsonObject ToJson(State state) => new()
    {
        [SynonymsKey] = new JsonObject(state.Synonyms.Values.Select(set => KeyValuePair.Create<string, JsonNode?>(set.Name, ToJson(set.Rules)))),
        [StopWordsKey] = new JsonObject(state.StopLists.Values.Select(list => KeyValuePair.Create<string, JsonNode?>(list.Name, ToJson(list.Words)))),
    };

    private static JsonArray ToJson(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)JsonValue.Create(text))];

    private State Parse(byte[] utf8)
    {
        try
        {
            var json = AtomicFile.ParseJson(utf8)?.AsObject() ?? throw new JsonException("It holds null.");
            var synonyms = new SortedDictionary<string, SynonymSet>(StringComparer.Ordinal);
            foreach (var (name, rules) in json[SynonymsKey]?.AsObject() ?? [])
                synonyms.Add(name, new SynonymSet(name, Texts(rules)));
            var stopLists = new SortedDictionary<string, StopWordList>(StringComparer.Ordinal);
            foreach (var (name, words) in json[StopWordsKey]?.AsObject() ?? [])
                stopLists.Add(name, new StopWordList(name, Texts(words)));
            foreach (var set in synonyms.Values)
                set.ValidateStored();
            foreach (var list in stopLists.Values)
                list.Validate();
            return WithVocabulary(new State(synonyms, stopLists, QueryVocabulary.Default));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or InvalidRequestException or FormatException)
        {
            throw new ArticleIndexException(ArticleIndexError.Damaged, $"'{_path}' cannot be read: {exception.Message} Restore it from a copy of the index, or delete it to go on without synonyms and stop lists of your own.", exception);
        }
    }

    private static string[] Texts(JsonNode? array) =>
        [.. (array?.AsArray() ?? []).Select(text => text?.GetValue<string>() ?? throw new JsonException("A text is null."))];
}
