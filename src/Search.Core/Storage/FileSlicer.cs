using Lucene.Net.Store;

namespace Search.Core.Storage;

/// <summary>Opens slices of one file, such as the members of a compound file; closing it ends them all.</summary>
internal sealed class FileSlicer(string description, OpenFile file, int largestWindow) : Lucene.Net.Store.Directory.IndexInputSlicer
{
    /// <inheritdoc/>
    public override IndexInput OpenSlice(string sliceDescription, long offset, long length)
    {
        file.ThrowIfClosed();
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (offset > file.Length - length)
        {
            throw new EndOfStreamException($"The slice {sliceDescription} of {length} bytes at {offset} does not fit into {description} of {file.Length} bytes.");
        }

        return new FileInput($"{sliceDescription} in {description}", file, offset, length, largestWindow, ownsFile: false);
    }

    /// <inheritdoc/>
    [Obsolete("Only for compound files of Lucene 3.")]
    public override IndexInput OpenFullSlice() => OpenSlice("all", 0, file.Length);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Close();
        }
    }
}
