using System.Diagnostics;
using System.Reflection;
using Search.Core.Storage;

namespace Search.Core.Tests.Storage;

public sealed class FileLockTests
{
    private const string FolderVariable = "SEARCH_TEST_HOLD_LOCK_IN";

    [Fact]
    public void One_holds_it_at_a_time_and_the_file_stays()
    {
        using var folder = new TemporaryFolder();
        string path = folder.In("write.lock");
        Assert.False(FileLock.IsHeld(path));
        FileLock first = FileLock.TryTake(path)!;
        Assert.NotNull(first);
        Assert.Null(FileLock.TryTake(path));
        Assert.Null(FileLock.TryTake(folder.In("x", "..", "write.lock")));
        Assert.True(FileLock.IsHeld(path));
        first.Dispose();
        first.Dispose();
        Assert.False(FileLock.IsHeld(path));
        using FileLock? second = FileLock.TryTake(path);
        Assert.NotNull(second);
        first.Dispose();
        Assert.True(FileLock.IsHeld(path));
        Assert.Equal(["write.lock"], folder.Files());
    }

    [Fact]
    public void A_handle_that_this_library_knows_nothing_of_is_respected()
    {
        using var folder = new TemporaryFolder();
        using (new FileStream(folder.In("write.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Null(FileLock.TryTake(folder.In("write.lock")));
        }

        using FileLock? taken = FileLock.TryTake(folder.In("write.lock"));
        Assert.NotNull(taken);
    }

    [Fact]
    public void What_is_no_lock_but_an_error_is_said()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => FileLock.TryTake(folder.In("nowhere", "write.lock")));
        Directory.CreateDirectory(folder.In("write.lock"));
        Assert.Throws<UnauthorizedAccessException>(() => FileLock.TryTake(folder.In("write.lock")));
    }

    [Fact]
    public async Task Another_process_locks_the_home_until_it_is_killed()
    {
        string program = Path.Combine(AppContext.BaseDirectory, Assembly.GetExecutingAssembly().GetName().Name + (OperatingSystem.IsWindows() ? ".exe" : ""));
        Assert.SkipUnless(File.Exists(program), "The tests were built without an executable to start as the other process.");
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo(program, ["-method", $"{typeof(FileLockTests).FullName}.{nameof(Holds_the_lock_for_another_process)}", "-explicit", "only"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [FolderVariable] = folder.In("home") },
        };
        using Process other = Process.Start(start)!;
        try
        {
            while (!File.Exists(folder.In("home", "held")))
            {
                Assert.False(other.HasExited, "The other process ended early.");
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            Assert.Equal(
                ArticleIndexError.Locked,
                Assert.Throws<ArticleIndexException>(() => IndexHome.Open(folder.In("home"), OpenMode.OpenOrCreate, () => [])).Error);
            using IndexHome reader = IndexHome.Open(folder.In("home"), OpenMode.ReadOnly, () => []);
            Assert.Equal(1, reader.Generation);
        }
        finally
        {
            other.Kill();
            await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using IndexHome home = IndexHome.Open(folder.In("home"), OpenMode.Existing, () => []);
        Assert.Equal(1, home.Generation);
    }

    /// <summary>The other process: not a test of its own.</summary>
    [Fact(Explicit = true)]
    public void Holds_the_lock_for_another_process()
    {
        string? path = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(path is null, "Started by another test only.");
        using IndexHome home = IndexHome.Open(path, OpenMode.OpenOrCreate, () => []);
        File.WriteAllText(Path.Combine(path, "held"), "");

        // Longer than the other test takes; it ends this process.
        Thread.Sleep(TimeSpan.FromMinutes(1));
    }
}
