namespace Search.Core;

/// <summary>The type of one of the caller's own fields.</summary>
public enum FieldType
{
    /// <summary>One or more exact strings: filterable and facetable. Compared without regard to case and accents.</summary>
    Keyword,

    /// <summary>Analysed text: searchable with <c>name:word</c>.</summary>
    Text,

    /// <summary>A double: filterable by value and range, sortable.</summary>
    Number,

    /// <summary>A date of any precision: filterable by value and range, sortable.</summary>
    Date,

    /// <summary>True or false: filterable.</summary>
    Boolean,
}
