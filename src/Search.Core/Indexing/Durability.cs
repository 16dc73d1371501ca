namespace Search.Core;

/// <summary>When a write is acknowledged.</summary>
public enum Durability
{
    /// <summary>After it is on the disk: it survives the end of the process and the loss of power. Concurrent writers share one commit.</summary>
    Request,

    /// <summary>As soon as it is accepted; it is on the disk after the next commit, at the latest after <c>ArticleIndexOptions.CommitInterval</c>.</summary>
    Async,
}
