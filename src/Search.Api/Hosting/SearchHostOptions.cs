using Search.Core;

namespace Search.Api.Hosting;

/// <summary>The settings of the host: the section <c>Search</c> of the configuration. See docs/settings.md.</summary>
internal sealed class SearchHostOptions
{
    public const string Section = "Search";
    public const string SampleCorpus = "index-data/articles";

    /// <summary>The folder of the index.</summary>
    public string IndexPath { get; set; } = "index-data/indexes/default";

    /// <summary>The file or folder that an empty index is filled from; null for the sample where there is one; empty for none.</summary>
    public string? Corpus { get; set; }

    /// <summary>When a write is acknowledged: <c>request</c> or <c>async</c>.</summary>
    public Durability Durability { get; set; } = Durability.Request;

    /// <summary>How the files are read: <c>mapped</c>, or <c>buffered</c> for network file systems.</summary>
    public StorageAccess Access { get; set; } = StorageAccess.Mapped;

    /// <summary>Whether the index is only read, beside another process that writes it.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>How often writes become searchable without being asked to.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a search may take before it answers with what it has.</summary>
    public TimeSpan TimeBudget { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether searches without results and slow ones are logged for administrators.</summary>
    public bool SearchLog { get; set; }

    /// <summary>From which duration on a search is a slow one.</summary>
    public TimeSpan SlowSearch { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Memory for new articles before they are written to the disk, in MiB. 16 to 2,000.</summary>
    public int WriteBufferMegabytes { get; set; } = 256;

    /// <summary>The largest article or text of a request, in MiB; a bulk request has no limit, each of its records has this one. 1 to 1,024.</summary>
    public int MaxArticleMegabytes { get; set; } = 256;

    /// <summary>Fields of the caller's whose type is declared.</summary>
    public IList<FieldSetting> Fields { get; } = [];

    /// <summary>The keys that calls must carry; empty for the rule without keys.</summary>
    public IList<ApiKeySetting> ApiKeys { get; } = [];

    public int MaxArticleBytes => (int)Math.Min((long)MaxArticleMegabytes << 20, int.MaxValue);

    /// <summary>The corpus to import, as a full path; null when there is none.</summary>
    public string? CorpusPath => Corpus switch
    {
        null => Directory.Exists(SampleCorpus) ? Path.GetFullPath(SampleCorpus) : null,
        "" => null,
        _ => Path.GetFullPath(Corpus),
    };

    public ArticleIndexOptions ToIndexOptions()
    {
        var defaults = new ArticleIndexOptions();
        return defaults with
        {
            Mode = ReadOnly ? OpenMode.ReadOnly : OpenMode.OpenOrCreate,
            Durability = Durability,
            Access = Access,
            RefreshInterval = RefreshInterval,
            WriteBufferMegabytes = WriteBufferMegabytes,
            Limits = defaults.Limits with { TimeBudget = TimeBudget },
            SearchLog = new SearchLogOptions { Enabled = SearchLog, SlowerThan = SlowSearch },
            Fields = [.. Fields.Select(field => field.ToDefinition())],
        };
    }
}

/// <summary>The declared type of a field of the caller's.</summary>
internal sealed class FieldSetting
{
    public string? Name { get; set; }

    public FieldType? Type { get; set; }

    public FieldDefinition ToDefinition() => new(Name!, Type!.Value);
}

/// <summary>A key: who has it, its SHA-256 in hexadecimal, and what it is good for.</summary>
internal sealed class ApiKeySetting
{
    public string? Name { get; set; }

    public string? Sha256 { get; set; }

    public IList<Scope> Scopes { get; } = [];
}
