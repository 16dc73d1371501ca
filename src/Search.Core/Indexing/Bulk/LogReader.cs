using System.Runtime.CompilerServices;

namespace Search.Core.Indexing.Bulk;

/// <summary>Walks the terms of a column's log, or its stems, in the order of their places.</summary>
internal unsafe ref struct LogReader
{
    private readonly int* _log;
    private readonly int* _stemOf;
    private readonly FurtherForm* _further;
    private readonly int _count;
    private readonly int _furtherCount;
    private int _nextFurther;
    private int _nextPlace;

    public LogReader(InvertedColumn column, bool stems)
    {
        var further = stems ? column.FurtherStems : column.FurtherTerms;
        _log = column.Log.Items;
        _count = column.Log.Count;
        _stemOf = stems ? column.StemOf.Items : null;
        _further = further.Items;
        _furtherCount = further.Count;
        Place = -1;
    }

    /// <summary>The place in the log.</summary>
    public int Place { get; private set; }

    /// <summary>The number of the term there.</summary>
    public int Term { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next()
    {
        if (_nextFurther < _furtherCount && _further[_nextFurther].Place < _nextPlace)
        {
            Term = _further[_nextFurther++].Term;
            return true;
        }

        while (_nextPlace < _count && _log[_nextPlace] == InvertedColumn.Gap)
            _nextPlace++;
        if (_nextPlace == _count)
            return false;
        Place = _nextPlace++;
        Term = _stemOf == null ? _log[Place] : _stemOf[_log[Place]];
        if (_nextFurther < _furtherCount && _further[_nextFurther].Place == Place && _further[_nextFurther].Replaces)
            Term = _further[_nextFurther++].Term;
        return true;
    }
}
