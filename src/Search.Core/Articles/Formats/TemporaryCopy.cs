namespace Search.Core.Articles;

/// <summary>A copy of a stream on the disk, for a format that seeks. It is gone when it is closed, or with the process.</summary>
internal static class TemporaryCopy
{
    public static async Task<Stream> OfAsync(Stream stream, CancellationToken cancellationToken)
    {
        var copy = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        try
        {
            await stream.CopyToAsync(copy, 1 << 18, cancellationToken);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }
}
