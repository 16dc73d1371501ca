namespace Search.Core;

/// <summary>How many of a query's words must match.</summary>
public enum MatchMode
{
    /// <summary>At least one; the more, the higher.</summary>
    Any,

    /// <summary>All of them.</summary>
    All,
}
