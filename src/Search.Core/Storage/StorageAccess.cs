namespace Search.Core;

/// <summary>How the files of an index are read.</summary>
public enum StorageAccess
{
    /// <summary>Mapped into memory: fastest, for local disks.</summary>
    Mapped,

    /// <summary>Read into buffers: for network file systems and address spaces that are small.</summary>
    Buffered,
}
