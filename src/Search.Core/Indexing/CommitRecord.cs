using System.Globalization;
using Lucene.Net.Index;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Indexing;

/// <summary>What a commit records beside Lucene's own: the caller's fields and when it was made.</summary>
internal static class CommitRecord
{
    private const string FieldsKey = "fields", TimeKey = "committed";

    /// <summary>What to give Lucene.</summary>
    /// <param name="fields">The caller's fields, as <see cref="FieldSchema.Save"/> gives them.</param>
    /// <param name="ticks">When, in ticks of UTC; null to leave it out.</param>
    public static Dictionary<string, string> Of(string fields, long? ticks)
    {
        var record = new Dictionary<string, string> { [FieldsKey] = fields };
        if (ticks is { } time)
            record[TimeKey] = time.ToString(CultureInfo.InvariantCulture);
        return record;
    }

    /// <summary>The caller's fields as a commit recorded them; null for none.</summary>
    public static string? Fields(IDictionary<string, string> commitData) => commitData.TryGetValue(FieldsKey, out string? fields) ? fields : null;

    /// <summary>When a commit was made.</summary>
    public static DateTimeOffset? Time(IDictionary<string, string> commitData) =>
        commitData.TryGetValue(TimeKey, out string? time) && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
            && ticks <= DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Refuses a directory with files of an index and no commit: for Lucene's writer it is empty, and it would remove the files.</summary>
    /// <exception cref="IndexNotFoundException">There are files and no commit.</exception>
    public static void RequireIn(LuceneDirectory directory)
    {
        string[] names = directory.ListAll();
        if (!names.Any(name => name.StartsWith(IndexFileNames.SEGMENTS, StringComparison.Ordinal)) && names.Any(name => name.StartsWith('_')))
            throw new IndexNotFoundException($"'{directory}' has files of an index and no commit.");
    }
}
