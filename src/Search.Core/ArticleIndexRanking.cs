using Search.Core.Evaluation;

namespace Search.Core;

/// <content>What ranking is told, and how it is measured.</content>
public sealed partial class ArticleIndex
{
    /// <summary>The synonyms that queries are widened by, by name.</summary>
    public IReadOnlyList<SynonymSet> Synonyms => _vocabulary.Synonyms;

    /// <summary>The stop lists of the caller's, by name.</summary>
    public IReadOnlyList<StopWordList> StopLists => _vocabulary.StopLists;

    /// <summary>Adds a set of synonyms or replaces the one of its name, for all searches from now on; nothing is indexed anew. Kept with the index.</summary>
    /// <param name="set">The set.</param>
    /// <returns>Whether there was none of its name.</returns>
    /// <exception cref="InvalidRequestException">The name or a rule cannot be used; nothing was changed.</exception>
    public bool SetSynonyms(SynonymSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        using var pass = _session.Enter();
        set.Validate();
        _session.RequireWriter();
        return _vocabulary.Set(set);
    }

    /// <summary>Removes a set of synonyms.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>False when there was none.</returns>
    public bool RemoveSynonyms(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var pass = _session.Enter();
        _session.RequireWriter();
        return _vocabulary.RemoveSynonyms(name);
    }

    /// <summary>Adds a stop list or replaces the one of its name, for all searches from now on; nothing is indexed anew. Kept with the index.</summary>
    /// <param name="list">The list.</param>
    /// <returns>Whether there was none of its name.</returns>
    /// <exception cref="InvalidRequestException">The name or a word cannot be used; nothing was changed.</exception>
    public bool SetStopWords(StopWordList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        using var pass = _session.Enter();
        list.Validate();
        _session.RequireWriter();
        return _vocabulary.Set(list);
    }

    /// <summary>Removes a stop list of the caller's.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>False when there was none.</returns>
    public bool RemoveStopWords(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var pass = _session.Enter();
        _session.RequireWriter();
        return _vocabulary.RemoveStopWords(name);
    }

    /// <summary>Measures how well the index ranks, by the caller's own judgments.</summary>
    /// <param name="request">Searches whose answers are known.</param>
    /// <param name="cancellationToken">Ends the evaluation with an exception.</param>
    /// <exception cref="InvalidRequestException">A cut-off is out of its range, or two queries have the same id. A single search that is refused
    /// is told in the result and counts as one that found nothing.</exception>
    public EvaluationResult Evaluate(EvaluationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RankEvaluator.Run(request, Search, cancellationToken);
    }

    /// <summary>As <see cref="Evaluate"/>, on another thread.</summary>
    /// <param name="request">Searches whose answers are known.</param>
    /// <param name="cancellationToken">Ends the evaluation with an exception.</param>
    /// <exception cref="InvalidRequestException">A cut-off is out of its range, or two queries have the same id.</exception>
    public Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, CancellationToken cancellationToken = default) =>
        Task.Run(() => Evaluate(request, cancellationToken), cancellationToken);
}
