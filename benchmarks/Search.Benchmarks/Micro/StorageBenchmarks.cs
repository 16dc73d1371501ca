using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Lucene.Net.Store;
using Search.Core;
using Search.Core.Storage;

namespace Search.Benchmarks.Micro;

/// <summary>What our directory costs beside Lucene.Net's: a file of 8 MB written with its checksum, and read number by number.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class StorageBenchmarks
{
    private const int Length = 8 << 20;
    private const string FileName = "_0.bin";

    private string _folder = "";
    private byte[] _chunk = [];

    [GlobalSetup]
    public void Write()
    {
        _folder = System.IO.Directory.CreateTempSubdirectory("search-benchmark-").FullName;
        _chunk = new byte[4096];
        new Random(5).NextBytes(_chunk);
        using var directory = Ours();
        Write(directory, FileName);
    }

    [GlobalCleanup]
    public void Delete() => System.IO.Directory.Delete(_folder, recursive: true);

    [BenchmarkCategory("write"), Benchmark(Baseline = true, Description = "write and sum up, ours")]
    public void WriteOurs()
    {
        using var directory = Ours();
        Rewrite(directory);
    }

    [BenchmarkCategory("write"), Benchmark(Description = "write and sum up, Lucene.Net")]
    public void WriteStock()
    {
        using var directory = FSDirectory.Open(_folder);
        Rewrite(directory);
    }

    [BenchmarkCategory("read"), Benchmark(Baseline = true, Description = "read, ours mapped")]
    public long ReadOurs()
    {
        using var directory = Ours();
        return Read(directory);
    }

    [BenchmarkCategory("read"), Benchmark(Description = "read, Lucene.Net's default")]
    public long ReadStock()
    {
        using var directory = FSDirectory.Open(_folder);
        return Read(directory);
    }

    private ArticleDirectory Ours() => new(_folder, StorageAccess.Mapped);

    private void Rewrite(Lucene.Net.Store.Directory directory)
    {
        const string Name = "_1.bin";
        Write(directory, Name);
        directory.DeleteFile(Name);
    }

    private void Write(Lucene.Net.Store.Directory directory, string name)
    {
        using var output = directory.CreateOutput(name, IOContext.DEFAULT);
        for (int written = 0; written < Length; written += _chunk.Length)
            output.WriteBytes(_chunk, _chunk.Length);
        output.WriteInt64(output.Checksum);
    }

    private static long Read(Lucene.Net.Store.Directory directory)
    {
        using var input = directory.OpenInput(FileName, IOContext.READ);
        long sum = 0;
        for (int read = 0; read < Length; read += sizeof(int))
            sum += input.ReadInt32();
        return sum;
    }
}
