namespace Search.Core;

/// <summary>
/// What is taken for the same in news text beyond case, accents, ligatures, width and kinds of quotation marks and apostrophes, which always are.
/// Every rule works alike on texts, queries and highlights; quoted words and phrases keep the spelling that was typed where not said otherwise.
/// </summary>
[Flags]
public enum NewsRules
{
    /// <summary>Words as they stand.</summary>
    None = 0,

    /// <summary>A possessive ending is no part of its word, quoted or not: <c>Khan’s</c> and <c>Khans'</c> are <c>Khan</c> and <c>Khans</c>.</summary>
    Possessives = 1,

    /// <summary>Initials are one word, quoted or not: <c>U.S.A.</c> and <c>J. K.</c> are <c>USA</c> and <c>JK</c>.</summary>
    Initials = 2,

    /// <summary><c>post-war</c>, <c>postwar</c> and <c>post war</c> find each other.</summary>
    Hyphens = 4,

    /// <summary>A word that a hyphen parts at the end of a line is one word, quoted or not.</summary>
    LineBreaks = 8,

    /// <summary>British and American spellings are the same: <c>centre</c> and <c>center</c>, <c>stabilise</c> and <c>stabilize</c>.</summary>
    Spelling = 16,

    /// <summary>Transliterations and the old and new names of a place are the same: <c>Gaddafi</c> and <c>Qaddafi</c>, <c>Kiev</c> and <c>Kyiv</c>.</summary>
    Names = 32,

    /// <summary>Shortened amounts are spelled out: <c>$1.5bn</c> is <c>1.5 billion</c>.</summary>
    Numbers = 64,

    /// <summary>
    /// A word in capitals that is a common word otherwise is found by its sense: the query <c>WHO</c> finds the organisation and not the pronoun,
    /// <c>who</c> finds both. Quoted words too.
    /// </summary>
    Acronyms = 128,

    /// <summary>Verb forms that the stemmer would keep apart belong to their verb: <c>visiting</c> and <c>visit</c>.</summary>
    VerbForms = 256,

    /// <summary>All of them, the default.</summary>
    All = Possessives | Initials | Hyphens | LineBreaks | Spelling | Names | Numbers | Acronyms | VerbForms,
}
