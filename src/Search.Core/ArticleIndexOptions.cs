namespace Search.Core;

/// <summary>The settings of an index; the defaults are meant to be right.</summary>
public sealed record ArticleIndexOptions
{
    /// <summary>Default: <see cref="OpenMode.OpenOrCreate"/>.</summary>
    public OpenMode Mode { get; set; } = OpenMode.OpenOrCreate;

    /// <summary>Default: <see cref="Durability.Request"/>.</summary>
    public Durability Durability { get; set; } = Durability.Request;

    /// <summary>How often what was written is committed under <see cref="Durability.Async"/>. Default 5 s. More than zero.</summary>
    public TimeSpan CommitInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often writes become searchable without being asked to, and how often a read-only index looks for new commits.
    /// During a bulk add it is at least 30 s. Default 1 s. Zero or less turns it off.
    /// </summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How the files are read. Default: <see cref="StorageAccess.Mapped"/>.</summary>
    public StorageAccess Access { get; set; } = StorageAccess.Mapped;

    /// <summary>How much memory new articles may take before they are written to the disk, in MiB. Default 256. 16 to 2,000.</summary>
    public int WriteBufferMegabytes { get; set; } = 256;

    /// <summary>How many threads a bulk add uses. Default 0: one a processor.</summary>
    public int IndexingThreads { get; set; }

    /// <summary>Fields of the caller's whose type is declared; the type of all others is inferred from their first value.</summary>
    public IReadOnlyList<FieldDefinition> Fields { get; set; } = [];

    /// <summary>How text becomes terms.</summary>
    public AnalysisOptions Analysis { get; set; } = new();

    /// <summary>How matches are scored.</summary>
    public RankingOptions Ranking { get; set; } = new();

    /// <summary>What a search may cost.</summary>
    public SearchLimits Limits { get; set; } = new();

    /// <summary>How passages are chosen and written unless a request says otherwise.</summary>
    public HighlightOptions Highlighting { get; set; } = new();

    /// <summary>Which searches are logged: by default none.</summary>
    public SearchLogOptions SearchLog { get; set; } = new();

    /// <summary>How much saved searches may take.</summary>
    public AlertOptions Alerts { get; set; } = new();

    /// <summary>
    /// The folder, for an index that is registered by name (see <c>AddArticleIndex</c>); <see cref="ArticleIndex.Open"/> does not read it.
    /// Default null: a folder with the registered name.
    /// </summary>
    public string? Path { get; set; }

    /// <summary>What the time of searches is measured by.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message says which and what to change.</exception>
    internal void Validate()
    {
        Check(Enum.IsDefined(Mode), nameof(Mode), "one of the values of OpenMode");
        Check(Enum.IsDefined(Durability), nameof(Durability), "one of the values of Durability");
        Check(Enum.IsDefined(Access), nameof(Access), "one of the values of StorageAccess");
        Check(CommitInterval > TimeSpan.Zero && CommitInterval.TotalDays < 1, nameof(CommitInterval), "more than zero and less than a day");
        Check(RefreshInterval.TotalDays < 1, nameof(RefreshInterval), "less than a day");
        Check(WriteBufferMegabytes is >= 16 and <= 2_000, nameof(WriteBufferMegabytes), "16 to 2,000");
        Check(IndexingThreads is >= 0 and <= 1_024, nameof(IndexingThreads), "0 to 1,024");
        Check(Enum.IsDefined(Analysis.Stemming), "Analysis.Stemming", "one of the values of Stemming");
        Check(Ranking.K1 is >= 0 and <= 1_000, "Ranking.K1", "0 or more");
        Check(Ranking.B is >= 0 and <= 1, "Ranking.B", "0 to 1");
        Check(Ranking.TitleBoost is >= 0 and <= 1_000_000, "Ranking.TitleBoost", "0 or more");
        Check(Ranking.PhraseBoost is >= 0 and <= 1_000_000, "Ranking.PhraseBoost", "0 or more");
        Check(Ranking.ProximityWeight is >= 0 and <= 1_000_000, "Ranking.ProximityWeight", "0 or more");
        Check(Ranking.BurstinessPower is >= 0 and <= 1, "Ranking.BurstinessPower", "0 to 1");
        Check(Ranking.RelatedWeight is >= 0 and <= 1_000_000, "Ranking.RelatedWeight", "0 or more");
        Check(Ranking.NeighbourWeight is >= 0 and <= 1, "Ranking.NeighbourWeight", "0 to 1");
        Check(Limits.MaxQueryLength > 0, "Limits.MaxQueryLength", "1 or more");
        Check(Limits.MaxClauses > 0, "Limits.MaxClauses", "1 or more");
        Check(Limits.MaxExpansions > 0, "Limits.MaxExpansions", "1 or more");
        Check(Limits.MaxTermsScanned > 0, "Limits.MaxTermsScanned", "1 or more");
        Check(Limits.TimeBudget > TimeSpan.Zero || Limits.TimeBudget == Timeout.InfiniteTimeSpan, "Limits.TimeBudget", "more than zero");
        Check(SearchLog.SlowerThan >= TimeSpan.Zero, "SearchLog.SlowerThan", "0 or more");
        Check(SearchLog.Capacity is >= 1 and <= 100_000, "SearchLog.Capacity", "1 to 100,000");
        Check(Alerts.MaxSearches > 0, "Alerts.MaxSearches", "1 or more");
        Check(Alerts.MaxMatches > 0, "Alerts.MaxMatches", "1 or more");
        Check(Alerts.MaxMatchesOfAll > 0, "Alerts.MaxMatchesOfAll", "1 or more");
        Highlighting.Validate();
    }

    private static void Check(bool holds, string name, string range)
    {
        if (!holds)
            throw new ArgumentException($"ArticleIndexOptions.{name} is out of range: set it to {range}.", name);
    }
}
