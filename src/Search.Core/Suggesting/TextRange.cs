namespace Search.Core.Suggesting;

/// <summary>Places in a <see cref="SortedTexts"/>, the upper one not included.</summary>
internal readonly record struct TextRange(int Low, int High)
{
    public bool IsEmpty => Low >= High;
}
