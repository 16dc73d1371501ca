namespace Search.Core.Articles;

/// <summary>How many bytes one enumeration of a corpus has read. Thread-safe.</summary>
internal sealed class ReadProgress
{
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Add(int bytes) => Interlocked.Add(ref _bytes, bytes);
}
