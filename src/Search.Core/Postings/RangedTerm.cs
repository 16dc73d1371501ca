using System.Runtime.InteropServices;

namespace Search.Core.Postings;

/// <summary>An entry of the table of the terms that have maxima, as it stands in the file.</summary>
/// <param name="FieldNumber">Lucene's number of the field in the segment.</param>
/// <param name="DocFreq">Documents of the term.</param>
/// <param name="DocStart">Where its documents start.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct RangedTerm(uint FieldNumber, uint DocFreq, ulong DocStart)
{
    public const int Size = 16;
}
