using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Search.Core.Tests.Diagnostics;

/// <summary>What a listener is told of an index.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task An_index_reports_what_is_done_with_it()
    {
        using var folder = new TemporaryFolder();
        string name = Path.GetFileName(folder.Path);
        var measured = new ConcurrentBag<(string Instrument, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == SearchMetrics.MeterName && instrument.Meter.Tags!.Single() is { Key: "index" } tag && (string?)tag.Value == name)
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Add((instrument.Name, value, "")));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Add((instrument.Name, value, "")));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add((instrument.Name, value, tags.IsEmpty ? "" : $"{tags[0].Value}")));
        listener.Start();
        await using (var index = ArticleIndex.Open(folder.Path))
        {
            index.SaveSearch(new SavedSearch("all", new SearchRequest("")));
            await index.AddAsync(new Article { Id = "a", Body = "A river." });
            await index.AddAsync(new Article { Id = "a", Body = "The river." });
            await index.AddAsync(Enumerable.Range(0, 1_500).Select(i => new Article { Id = $"{i % 1_200}", Body = "Many rivers." }).ToAsyncEnumerable());
            await index.DeleteAsync("a");
            index.Search(new SearchRequest("river"));
            await index.OptimizeAsync();
            listener.RecordObservableInstruments();
            Assert.Equal(1_200, measured.Single(each => each.Instrument == "search.core.articles").Value);
            Assert.Equal(1, measured.Single(each => each.Instrument == "search.core.segments").Value);
            Assert.True(measured.Single(each => each.Instrument == "search.core.size").Value > 10_000);
        }
        Assert.Equal(1_201, Sum("search.core.articles.written", "created"));
        Assert.Equal(1, Sum("search.core.articles.written", "replaced"));
        Assert.Equal(1, Sum("search.core.articles.written", "deleted"));
        Assert.Equal(1_202, Sum("search.core.alert.matches", ""));
        Assert.Single(measured, each => each.Instrument == "search.core.search.duration");
        foreach (string instrument in (string[])["search.core.refresh.duration", "search.core.commit.duration", "search.core.merge.duration"])
            Assert.Contains(measured, each => each.Instrument == instrument && each.Value > 0);
        int before = measured.Count;
        listener.RecordObservableInstruments();
        Assert.Equal(before, measured.Count);

        double Sum(string instrument, string tags) => measured.Where(each => each.Instrument == instrument && each.Tags == tags).Sum(each => each.Value);
    }
}
