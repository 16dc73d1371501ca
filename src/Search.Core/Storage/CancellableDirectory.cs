using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace Search.Core.Storage;

/// <summary>A directory whose outputs stop writing when a token is cancelled: the way into operations of Lucene's that take no token.</summary>
/// <param name="directory">Where the files are; disposed with this one.</param>
/// <param name="onCreate">Told the name of each new file.</param>
/// <param name="cancellationToken">Makes every later write throw an <see cref="OperationCanceledException"/>.</param>
internal sealed class CancellableDirectory(LuceneDirectory directory, Action<string> onCreate, CancellationToken cancellationToken) : FilterDirectory(directory)
{
    /// <inheritdoc/>
    public override IndexOutput CreateOutput(string name, IOContext context)
    {
        cancellationToken.ThrowIfCancellationRequested();
        onCreate(name);
        return new Output(base.CreateOutput(name, context), cancellationToken);
    }

    private sealed class Output(IndexOutput output, CancellationToken cancellationToken) : IndexOutput
    {
        public override long Position => output.Position;

        public override long Length
        {
            get => output.Length;
            set => output.Length = value;
        }

        public override long Checksum => output.Checksum;

        public override void WriteByte(byte b)
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.WriteByte(b);
        }

        public override void WriteBytes(byte[] b, int offset, int length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.WriteBytes(b, offset, length);
        }

        // Not CopyBytes: the base class copies through WriteBytes in small steps, so that a large copy is cancelled too.
        public override void Flush() => output.Flush();

        [Obsolete("Files are written from front to back.")]
        public override void Seek(long pos) => output.Seek(pos);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                output.Dispose();
        }
    }
}
