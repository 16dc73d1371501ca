namespace Search.Core.Retrieval;

/// <summary>Why a term stands for a word of a query.</summary>
internal enum EvidenceKind : byte
{
    /// <summary>It is the word.</summary>
    Word,

    /// <summary>It is the word in another language of the archive.</summary>
    OtherLanguage,

    /// <summary>It is another writing of the word.</summary>
    OtherWriting,

    /// <summary>It is the word together with its neighbour, written as one.</summary>
    Joined,

    /// <summary>It is a synonym.</summary>
    Synonym,

    /// <summary>It is near to a word that the archive does not have.</summary>
    NearWord,

    /// <summary>It is what articles misspell the word as.</summary>
    Misspelling,

    /// <summary>It has the root of the word.</summary>
    Related,

    /// <summary>It is a word of the best articles, which nobody typed.</summary>
    Feedback,
}
