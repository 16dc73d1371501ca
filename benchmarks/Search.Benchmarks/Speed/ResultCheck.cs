using Search.Benchmarks.Commands;
using Search.Benchmarks.Game;

namespace Search.Benchmarks.Speed;

/// <summary>What a comparison of an engine's results with the brute force gave, for one set of queries and one command.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Set">The queries.</param>
/// <param name="Command">The command.</param>
/// <param name="Queries">Queries compared: those that the engine can do.</param>
/// <param name="WrongCounts">Queries whose number of matches differs; null where it was not asked for.</param>
/// <param name="WrongScores">Queries whose list of scores differs from the exhaustive one by more than rounding, or that give a document another score; null where scores differ by design.</param>
/// <param name="LargestDifference">The largest relative difference of scores.</param>
/// <param name="Overlap">The part of the hits that score at least as high as the last of the exhaustive ones, on average over the queries.</param>
/// <param name="Example">The first query that is wrong.</param>
internal sealed record CheckResult(
    string Engine, string Set, string Command, int Queries, int? WrongCounts, int? WrongScores, double? LargestDifference, double? Overlap, string? Example);

/// <summary>Compares dumps with the brute force, before any clock starts.</summary>
internal sealed class ResultCheck(BruteForce truth)
{
    public IReadOnlyList<CheckResult> Compare(QuerySet set, GameOperation operation, IReadOnlyList<(EngineProcess Engine, IReadOnlyList<GameDumpLine> Dump)> dumps)
    {
        var tallies = dumps.Select(each => new Tally(each.Engine, operation)).ToList();
        for (int i = 0; i < set.Queries.Count; i++)
        {
            var (count, top) = truth.Run(set.Queries[i].Parsed, operation.K);
            for (int engine = 0; engine < dumps.Count; engine++)
            {
                var line = dumps[engine].Dump[i];
                if (line.Query != set.Queries[i].Text)
                    throw new MeasurementException($"{dumps[engine].Engine.Name} answered '{line.Query}' in place of '{set.Queries[i].Text}'.");
                tallies[engine].Add(line, count, top, truth);
            }
        }

        return [.. tallies.Select(tally => tally.Result(set.Name))];
    }

    private sealed class Tally(EngineProcess engine, GameOperation operation)
    {
        private int _queries;
        private int _wrongCounts;
        private int _wrongScores;
        private double _largest;
        private double _overlap;
        private int _overlapped;
        private string? _example;

        public void Add(GameDumpLine line, int count, IReadOnlyList<float> top, BruteForce truth)
        {
            if (line.Hits is not { } hits)
                return;
            _queries++;
            if (line.Count is { } found && found != count)
            {
                _wrongCounts++;
                _example ??= line.Query;
            }

            if (operation.K == 0)
                return;
            if (engine.ScoreTolerance is { } tolerance && !ScoresAgree(hits, top, truth, tolerance))
            {
                _wrongScores++;
                _example ??= line.Query;
            }

            if (top.Count > 0)
            {
                _overlapped++;
                _overlap += hits.Count(hit => truth.ScoreOf(hit.Id) >= top[^1] * (1 - 1e-6)) / (double)top.Count;
            }
        }

        public CheckResult Result(string set) => new(engine.Name, set, operation.Name, _queries, operation.WantsCount ? _wrongCounts : null,
            operation.K > 0 && engine.ScoreTolerance is not null ? _wrongScores : null,
            operation.K > 0 && engine.ScoreTolerance is not null ? _largest : null,
            _overlapped > 0 ? Math.Round(_overlap / _overlapped, 4) : null, _example);

        /// <summary>The same scores at each rank, and each document the score that it deserves. Documents of equal scores may stand in any order.</summary>
        private bool ScoresAgree(IReadOnlyList<(string Id, float Score)> hits, IReadOnlyList<float> top, BruteForce truth, double tolerance)
        {
            if (hits.Count != top.Count || hits.DistinctBy(hit => hit.Id).Count() != hits.Count)
                return false;
            bool agree = true;
            for (int i = 0; i < hits.Count; i++)
            {
                double atRank = Math.Abs(hits[i].Score - top[i]) / (double)top[i];
                double ofDocument = Math.Abs(hits[i].Score - truth.ScoreOf(hits[i].Id)) / (double)top[i];
                // A document that does not match has no number for a score, and Max keeps that.
                double difference = Math.Max(atRank, ofDocument);
                agree &= difference <= tolerance;
                if (difference > _largest)
                    _largest = difference;
            }

            return agree;
        }
    }
}
