using Microsoft.Extensions.Options;

namespace Search.Api.Hosting;

/// <summary>Says what is wrong with the settings, all of it at once.</summary>
internal sealed class SearchHostOptionsValidator : IValidateOptions<SearchHostOptions>
{
    private const int Sha256HexLength = 64;

    public ValidateOptionsResult Validate(string? name, SearchHostOptions options)
    {
        List<string> mistakes = [.. Paths(options), .. Numbers(options), .. Fields(options), .. Keys(options)];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Paths(SearchHostOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.IndexPath))
            yield return "Search:IndexPath is empty; name the folder of the index.";
        else if (File.Exists(options.IndexPath))
            yield return $"Search:IndexPath names a file, '{Path.GetFullPath(options.IndexPath)}'; name a folder.";

        if (options.Corpus is { Length: > 0 } && !File.Exists(options.CorpusPath) && !Directory.Exists(options.CorpusPath))
            yield return $"Search:Corpus names '{options.CorpusPath}', which is neither a file nor a folder. Correct it, or leave it empty to import nothing.";
    }

    private static IEnumerable<string> Numbers(SearchHostOptions options)
    {
        if (options.WriteBufferMegabytes is < 16 or > 2_000)
            yield return $"Search:WriteBufferMegabytes must be 16 to 2000, not {options.WriteBufferMegabytes}.";
        if (options.MaxArticleMegabytes is < 1 or > 1_024)
            yield return $"Search:MaxArticleMegabytes must be 1 to 1024, not {options.MaxArticleMegabytes}.";
        if (options.RefreshInterval < TimeSpan.Zero || options.RefreshInterval.TotalDays >= 1)
            yield return $"Search:RefreshInterval must be zero or more and less than a day, such as 00:00:01, not {options.RefreshInterval}.";
        if (options.TimeBudget <= TimeSpan.Zero)
            yield return $"Search:TimeBudget must be more than zero, such as 00:00:02, not {options.TimeBudget}.";
        if (options.SlowSearch < TimeSpan.Zero)
            yield return $"Search:SlowSearch must be zero or more, such as 00:00:00.5, not {options.SlowSearch}.";
    }

    private static IEnumerable<string> Fields(SearchHostOptions options)
    {
        for (int i = 0; i < options.Fields.Count; i++)
        {
            var field = options.Fields[i];
            if (string.IsNullOrWhiteSpace(field.Name))
                yield return $"Search:Fields:{i}:Name is missing.";
            if (field.Type is null)
                yield return $"Search:Fields:{i}:Type is missing; write keyword, text, number, date or boolean.";
        }
    }

    private static IEnumerable<string> Keys(SearchHostOptions options)
    {
        for (int i = 0; i < options.ApiKeys.Count; i++)
        {
            var key = options.ApiKeys[i];
            if (string.IsNullOrWhiteSpace(key.Name))
                yield return $"Search:ApiKeys:{i}:Name is missing; say whose key it is.";
            if (key.Sha256 is not { Length: Sha256HexLength } || !key.Sha256.All(char.IsAsciiHexDigit))
                yield return $"Search:ApiKeys:{i}:Sha256 must be the SHA-256 of the key in {Sha256HexLength} hexadecimal digits: printf %s KEY | sha256sum.";
            if (key.Scopes.Count == 0)
                yield return $"Search:ApiKeys:{i}:Scopes must name at least one of read, write, admin.";
        }
    }
}
