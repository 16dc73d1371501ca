namespace Search.Core;

/// <summary>How an index folder is opened.</summary>
public enum OpenMode
{
    /// <summary>Opens the index, or creates one in a missing or empty folder.</summary>
    OpenOrCreate,

    /// <summary>Opens an index that exists.</summary>
    Existing,

    /// <summary>Opens an index that exists without writing to it; several processes may, beside one writer.</summary>
    ReadOnly,
}
