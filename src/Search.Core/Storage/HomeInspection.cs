using System.Globalization;
using System.Text;

namespace Search.Core.Storage;

/// <summary>What there is in a folder: nothing, a home whose creation was interrupted, or a home. Reads only.</summary>
/// <param name="Description">Null when there is no complete home.</param>
/// <param name="Generation">The generation in use; 0 when there is no complete home.</param>
/// <param name="IsHalfMade">Whether a creation was begun and interrupted; nobody has had such a home open.</param>
internal sealed record HomeInspection(HomeDescription? Description, long Generation, bool IsHalfMade)
{
    private const string Advice = "Restore the folder from a copy, or build the index anew in another one.";

    /// <exception cref="ArticleIndexException">The folder is foreign, damaged or of a later format.</exception>
    public static HomeInspection Of(HomeLayout layout)
    {
        if (File.Exists(layout.Path))
        {
            throw new ArticleIndexException(ArticleIndexError.Foreign, $"'{layout.Path}' is a file. Give the path of a folder.");
        }

        if (!Directory.Exists(layout.Path))
        {
            return new HomeInspection(null, 0, IsHalfMade: false);
        }

        if (AtomicFile.Read(layout.Description) is not { } utf8)
        {
            return OfUndescribed(layout);
        }

        HomeDescription description = HomeDescription.Parse(utf8, layout.Description);
        if (File.Exists(layout.Current))
        {
            return new HomeInspection(description, ReadCurrent(layout), IsHalfMade: false);
        }

        if (layout.FindGenerations().Any(number => Directory.EnumerateFileSystemEntries(layout.Generation(number)).Any()))
        {
            throw Damaged($"'{layout.Current}' is missing, which says what generation of the index is in use.");
        }

        return new HomeInspection(null, 0, IsHalfMade: true);
    }

    /// <summary>The number in <c>current</c>.</summary>
    /// <exception cref="ArticleIndexException">There is no valid number, or no such generation.</exception>
    public static long ReadCurrent(HomeLayout layout)
    {
        long generation = ReadNumber(layout);
        while (!Directory.Exists(layout.Generation(generation)))
        {
            // A writer may have switched to another one and removed this one since the number was read.
            long next = ReadNumber(layout);
            if (next == generation)
            {
                throw Damaged($"'{layout.Current}' says generation {generation}, but '{layout.Generation(generation)}' is missing.");
            }

            generation = next;
        }

        return generation;
    }

    private static long ReadNumber(HomeLayout layout)
    {
        byte[] utf8 = AtomicFile.Read(layout.Current) ?? throw Damaged($"'{layout.Current}' is missing, which says what generation of the index is in use.");
        string text = Encoding.UTF8.GetString(utf8).Trim();
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long generation) || generation < 1)
        {
            throw Damaged($"'{layout.Current}' holds no number of a generation.");
        }

        return generation;
    }

    // Without index.json it is empty, foreign or damaged.
    private static HomeInspection OfUndescribed(HomeLayout layout)
    {
        string[] names = [.. layout.FindEntries().Where(name => !HomeLayout.IsLeftoverOfCreation(name))];
        if (names.Length == 0)
        {
            return new HomeInspection(null, 0, IsHalfMade: File.Exists(layout.Lock));
        }

        if (Array.TrueForAll(names, HomeLayout.FollowsDescription))
        {
            throw Damaged($"'{layout.Description}' is missing, which says what the index is.");
        }

        if (Array.Exists(names, name => name.StartsWith("segments", StringComparison.Ordinal)))
        {
            throw new ArticleIndexException(
                ArticleIndexError.Foreign,
                $"'{layout.Path}' holds a plain Lucene index, which lacks what this library records beside it. Choose an empty folder and add the articles to it.");
        }

        throw new ArticleIndexException(ArticleIndexError.Foreign, $"'{layout.Path}' is not empty and holds no index of this library ('{names[0]}' is there). Choose an empty folder.");
    }

    private static ArticleIndexException Damaged(string what) => new(ArticleIndexError.Damaged, $"{what} {Advice}");
}
