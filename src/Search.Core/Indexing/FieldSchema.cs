using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Search.Core.Articles;

namespace Search.Core.Indexing;

/// <summary>The names and types of the caller's fields: declared in the options, or inferred from a field's first value. Thread-safe.</summary>
/// <remarks>Types only ever get added, so a snapshot taken by one thread stays right for the articles that it saw.</remarks>
internal sealed class FieldSchema
{
    private const int MaxFields = 1_000;
    private const int MaxNameLength = 100;

    private readonly ConcurrentDictionary<string, FieldType> _types = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();

    public FieldSchema(IEnumerable<FieldDefinition> declared)
    {
        foreach (var definition in declared)
        {
            CheckName(definition.Name);
            if (!_types.TryAdd(definition.Name, definition.Type) && _types[definition.Name] != definition.Type)
                throw new InvalidRequestException($"The field '{definition.Name}' is declared twice with different types.");
        }
    }

    /// <summary>The types by name; a live view.</summary>
    public IReadOnlyDictionary<string, FieldType> Types => _types;

    public IReadOnlyList<FieldDefinition> Definitions =>
        [.. _types.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new FieldDefinition(pair.Key, pair.Value))];

    /// <summary>The type of a field, inferred from this value when the field is new.</summary>
    /// <param name="name">The name of the field.</param>
    /// <param name="value">Its value.</param>
    /// <param name="added">Gets the field when it is new: <see cref="TryAdd"/> makes it one of the index once its article is known to be good.</param>
    /// <exception cref="InvalidRequestException">The name is not acceptable.</exception>
    public FieldType TypeFor(string name, FieldValue value, List<FieldDefinition> added)
    {
        if (_types.TryGetValue(name, out var known))
            return known;
        CheckName(name);
        if (_types.Count + added.Count >= MaxFields)
            throw new InvalidRequestException($"The field '{name}' would be more than the {MaxFields:N0} that an index may have: give fewer names, or map several onto one.");
        var inferred = value.Number is not null ? FieldType.Number
            : value.Date is not null ? FieldType.Date
            : FieldType.Keyword;
        added.Add(new FieldDefinition(name, inferred));
        return inferred;
    }

    /// <summary>Takes up the new fields of an article, all or none.</summary>
    /// <returns>False when one of them has become a field of another type meanwhile.</returns>
    public bool TryAdd(List<FieldDefinition> added)
    {
        if (added.Count == 0)
            return true;
        lock (_adding)
        {
            if (added.Exists(field => _types.TryGetValue(field.Name, out var type) && type != field.Type))
                return false;
            foreach (var field in added)
                _types.TryAdd(field.Name, field.Type);
            return true;
        }
    }

    /// <summary>Takes up what a commit recorded.</summary>
    /// <exception cref="ArticleIndexException">A field is declared with another type than the index was built with.</exception>
    public void Load(string? json)
    {
        if (string.IsNullOrEmpty(json))
            return;
        // Not by the serializer, whose start would be a sixth of an opening.
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            string name = reader.GetString()!;
            reader.Read();
            string? typeName = reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException($"The type of the field '{name}' is no text.");
            if (!Enum.TryParse<FieldType>(typeName, ignoreCase: true, out var type))
                throw new ArticleIndexException(ArticleIndexError.FutureFormat, $"The index has a field '{name}' of the type '{typeName}', which this version of the library does not know: use a later version.");
            if (_types.GetOrAdd(name, type) != type)
                throw new ArticleIndexException(ArticleIndexError.SettingsDiffer, $"The field '{name}' is declared as {_types[name]} but the index was built with it as {type}: declare it as {type}, or build the index anew.");
        }
    }

    /// <summary>What <see cref="Load"/> reads.</summary>
    public string Save() => JsonSerializer.Serialize(_types.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal));

    private static void CheckName(string name)
    {
        if (name.Length is 0 or > MaxNameLength || !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.'))
            throw new InvalidRequestException($"'{name}' is no field name: use 1 to {MaxNameLength} letters, digits, '_', '-' and '.'.");
        if (MemberNames.IsBuiltIn(name))
            throw new InvalidRequestException($"'{name}' is the name of a built-in field: choose another name.");
    }
}
