using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Search.Core.Storage;

/// <summary>The folder of an index: what it is, its settings, its generations, and the lock of its one writer.</summary>
/// <remarks>
/// A generation is a Lucene index in a folder of its own. A rebuild writes a new one beside the one in use and <see cref="Switch"/> puts it in
/// its place in one step. Readers, of this process or another, keep what they have open and see the switch with <see cref="ReadCurrent"/>.
/// A generation that is no longer in use stays until <see cref="RemoveUnusedGenerations"/>, which the next opening for writing calls as well.
/// Thread-safe, but for <see cref="Dispose"/>.
/// </remarks>
internal sealed class IndexHome : IDisposable
{
    /// <summary>The format that this version writes, and the last that it reads.</summary>
    public const int CurrentFormat = 6;

    private readonly HomeLayout _layout;
    private readonly DiskFlush _flush;
    private readonly FileLock? _lock;
    private readonly System.Threading.Lock _changing = new();

    // Made by this writer and not in use yet.
    private readonly HashSet<long> _building = [];
    private long _generation;

    private IndexHome(HomeLayout layout, HomeInspection found, FileLock? writerLock, DiskFlush flush)
    {
        _layout = layout;
        _flush = flush;
        _lock = writerLock;
        _generation = found.Generation;
        Format = found.Description!.Format;
        Settings = found.Description.Settings;
    }

    /// <summary>The folder, absolute.</summary>
    public string Path => _layout.Path;

    /// <summary>The format's number, as the folder says.</summary>
    public int Format { get; private set; }

    /// <summary>The settings that the index was created with, as recorded.</summary>
    public JsonObject Settings { get; }

    /// <summary>The generation that was in use when the home was opened, or that it was switched to since.</summary>
    public long Generation => Volatile.Read(ref _generation);

    /// <summary>The folder of <see cref="Generation"/>.</summary>
    public string GenerationPath => PathOf(Generation);

    /// <summary>Whether the home was opened with <see cref="OpenMode.ReadOnly"/>.</summary>
    public bool IsReadOnly => _lock is null;

    /// <summary>Opens a home, or creates one in a missing or empty folder where the mode allows.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="mode">All but <see cref="OpenMode.ReadOnly"/> take the writer's lock and hold it until the home is disposed.</param>
    /// <param name="newSettings">Gives the settings to record; called when a home is created.</param>
    /// <param name="flush">How files become durable; tests give their own.</param>
    /// <exception cref="ArticleIndexException">The folder is missing, locked, foreign, damaged or of a later format.</exception>
    public static IndexHome Open(string path, OpenMode mode, Func<JsonObject> newSettings, DiskFlush? flush = null)
    {
        var layout = new HomeLayout(path);
        flush ??= DiskFlush.Instance;

        // Before the lock, which creates a file: a folder that is not ours stays as it is.
        HomeInspection found = HomeInspection.Of(layout);
        if (found.Description is null && mode != OpenMode.OpenOrCreate)
        {
            throw Missing(layout, found);
        }

        if (mode == OpenMode.ReadOnly)
        {
            return new IndexHome(layout, found, writerLock: null, flush);
        }

        if (!Directory.Exists(layout.Path))
        {
            flush.CreateFolder(layout.Path);
        }

        FileLock writerLock = FileLock.TryTake(layout.Lock)
            ?? throw new ArticleIndexException(ArticleIndexError.Locked, $"The index in '{layout.Path}' is open for writing, in this process or another. Close it there, or open it with {nameof(OpenMode)}.{nameof(OpenMode.ReadOnly)}.");
        try
        {
            // Again: whoever held the lock until now may have created or switched it.
            found = HomeInspection.Of(layout);
            if (found.Description is null)
            {
                Create(layout, newSettings(), flush);
                found = HomeInspection.Of(layout);
            }

            var home = new IndexHome(layout, found, writerLock, flush);
            home.RemoveUnusedGenerations();
            return home;
        }
        catch
        {
            writerLock.Dispose();
            throw;
        }
    }

    /// <summary>The folder of a generation.</summary>
    public string PathOf(long generation) => _layout.Generation(generation);

    /// <summary>The generation in use now, as the folder says: another one than <see cref="Generation"/> after a writer elsewhere switched.</summary>
    /// <exception cref="ArticleIndexException">The folder is damaged.</exception>
    public long ReadCurrent() => HomeInspection.ReadCurrent(_layout);

    /// <summary>
    /// Records the present format in a home of an earlier one, before anything of the present one is written into it: from then on earlier
    /// versions of the library refuse it by its number, and do not fail over files that they do not know. Does nothing on a home of the present one.
    /// </summary>
    /// <exception cref="ArticleIndexException">The home was opened read-only.</exception>
    public void RaiseFormat()
    {
        ThrowIfReadOnly();
        lock (_changing)
        {
            if (Format == CurrentFormat)
            {
                return;
            }

            AtomicFile.Write(_layout.Description, new HomeDescription(CurrentFormat, Settings).ToUtf8(), _flush);
            Format = CurrentFormat;
        }
    }

    /// <summary>Makes the empty folder of a new generation; it is not in use before <see cref="Switch"/>.</summary>
    /// <returns>Its number, higher than that of any other.</returns>
    /// <exception cref="ArticleIndexException">The home was opened read-only.</exception>
    public long CreateGeneration()
    {
        ThrowIfReadOnly();
        lock (_changing)
        {
            long generation = Math.Max(Generation, _layout.FindGenerations().LastOrDefault()) + 1;
            _flush.CreateFolder(_layout.Generation(generation));
            _building.Add(generation);
            return generation;
        }
    }

    /// <summary>Puts a generation in use, in one step that survives a crash and a loss of power. Its index has to be committed before.</summary>
    /// <exception cref="ArticleIndexException">The home was opened read-only.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such generation.</exception>
    public void Switch(long generation)
    {
        ThrowIfReadOnly();
        lock (_changing)
        {
            if (!Directory.Exists(PathOf(generation)))
            {
                throw new DirectoryNotFoundException($"There is no generation {generation} in '{Path}'.");
            }

            WriteCurrent(_layout, generation, _flush);
            Volatile.Write(ref _generation, generation);
            _building.Remove(generation);
        }
    }

    /// <summary>Removes generations that are neither in use nor being built, as far as the system lets it: Windows keeps those that are read.</summary>
    /// <exception cref="ArticleIndexException">The home was opened read-only.</exception>
    public void RemoveUnusedGenerations()
    {
        ThrowIfReadOnly();
        lock (_changing)
        {
            foreach (long unused in _layout.FindGenerations().Where(number => number != Generation && !_building.Contains(number)))
            {
                try
                {
                    Directory.Delete(PathOf(unused), recursive: true);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    // Still read, here or in another process; the next opening tries again.
                }
            }
        }
    }

    /// <summary>Releases the writer's lock.</summary>
    public void Dispose() => _lock?.Dispose();

    // Complete once `current` is there; before that, whatever exists is taken for half made and written anew.
    private static void Create(HomeLayout layout, JsonObject settings, DiskFlush flush)
    {
        const long First = 1;
        AtomicFile.Write(layout.Description, new HomeDescription(CurrentFormat, settings).ToUtf8(), flush);
        flush.CreateFolder(layout.Generation(First));
        WriteCurrent(layout, First, flush);
    }

    private static void WriteCurrent(HomeLayout layout, long generation, DiskFlush flush) =>
        AtomicFile.Write(layout.Current, Encoding.UTF8.GetBytes(generation.ToString(CultureInfo.InvariantCulture) + "\n"), flush);

    private static ArticleIndexException Missing(HomeLayout layout, HomeInspection found) =>
        new(ArticleIndexError.Missing, found.IsHalfMade
            ? $"The creation of the index in '{layout.Path}' was interrupted or is under way. Open it with {nameof(OpenMode)}.{nameof(OpenMode.OpenOrCreate)} to complete it."
            : $"There is no index in '{layout.Path}'. Check the path, or open it with {nameof(OpenMode)}.{nameof(OpenMode.OpenOrCreate)} to create one.");

    private void ThrowIfReadOnly()
    {
        if (IsReadOnly)
        {
            throw new ArticleIndexException(ArticleIndexError.ReadOnly, $"The index in '{Path}' was opened read-only. Open it with {nameof(OpenMode)}.{nameof(OpenMode.Existing)} to change it.");
        }
    }
}
