using Lucene.Net.Codecs;
using Lucene.Net.Codecs.Lucene46;
using Lucene.Net.Util;
using Search.Core.Postings;

namespace Search.Core.Tests.Postings;

/// <summary>How Lucene finds the codec beside those of an application. The factory is the process's, so that no other test runs meanwhile.</summary>
[Collection(Name)]
public sealed class CodecRegistrationTests
{
    private const string Name = "Lucene's codec factory";

    [Fact]
    public void A_factory_that_the_application_sets_before_and_after_keeps_its_codecs()
    {
        var former = Codec.GetCodecFactory();
        try
        {
            foreach (bool lists in new[] { true, false })
            {
                Codec.SetCodecFactory(lists ? new ListingFactory() : new HostFactory());
                Assert.Throws<ArgumentException>(() => Codec.ForName(ArticleCodec.CodecName));
                LuceneInterop.RegisterCodec();
                var registered = Codec.GetCodecFactory();
                LuceneInterop.RegisterCodec();
                Assert.Same(registered, Codec.GetCodecFactory());
                Assert.Same(ArticleCodec.Instance, Codec.ForName(ArticleCodec.CodecName));
                Assert.IsType<HostCodec>(Codec.ForName("HostOwn"));
                Assert.IsType<Lucene46Codec>(Codec.ForName("Lucene46"));
                if (lists)
                    Assert.Equal(["HostOwn", ArticleCodec.CodecName, FormerArticleCodec.CodecName], Codec.AvailableCodecs);
                else
                    Assert.Throws<NotSupportedException>(() => Codec.AvailableCodecs);
            }

            // The application's factory asks ours: there is nothing to wrap again.
            var outer = new OuterFactory(Codec.GetCodecFactory());
            Codec.SetCodecFactory(outer);
            LuceneInterop.RegisterCodec();
            Assert.Same(outer, Codec.GetCodecFactory());
        }
        finally
        {
            Codec.SetCodecFactory(former);
            LuceneInterop.RegisterCodec();
        }
    }

    [Fact]
    public async Task An_index_goes_on_when_the_application_replaces_the_factory()
    {
        var former = Codec.GetCodecFactory();
        using var folder = new Tests.TemporaryFolder();
        try
        {
            await using (var index = ArticleIndex.Open(folder.PathOf("index")))
            {
                await index.AddAsync(new Article { Id = "1", Body = "one" });
                Codec.SetCodecFactory(new HostFactory());
                await index.AddAsync(new Article { Id = "2", Body = "two" });
                Assert.True((await index.VerifyAsync()).Sound);
            }

            Codec.SetCodecFactory(new HostFactory());
            await using var reopened = ArticleIndex.Open(folder.PathOf("index"), new ArticleIndexOptions { Mode = OpenMode.ReadOnly });
            Assert.Equal("two", reopened.Get("2")?.Body);
        }
        finally
        {
            Codec.SetCodecFactory(former);
            LuceneInterop.RegisterCodec();
        }
    }

    [CodecName("HostOwn")]
    private sealed class HostCodec() : FilterCodec(new Lucene46Codec());

    private class HostFactory : ICodecFactory
    {
        public Codec GetCodec(string name) => name switch
        {
            "HostOwn" => new HostCodec(),
            "Lucene46" => new Lucene46Codec(),
            _ => throw new ArgumentException($"There is no codec '{name}'."),
        };
    }

    private sealed class ListingFactory : HostFactory, IServiceListable
    {
        public ICollection<string> AvailableServices => ["HostOwn"];
    }

    private sealed class OuterFactory(ICodecFactory inner) : ICodecFactory
    {
        public Codec GetCodec(string name) => inner.GetCodec(name);
    }

    [CollectionDefinition(Name, DisableParallelization = true)]
    public sealed class Alone;
}
