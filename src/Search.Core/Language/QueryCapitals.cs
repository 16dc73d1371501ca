namespace Search.Core.Language;

/// <summary>Tells a query that is written in capitals throughout, which says nothing of its words, from one that has words in capitals.</summary>
internal static class QueryCapitals
{
    /// <summary>So many words in capitals alone are no longer taken for acronyms, and one word of more than <see cref="LongestAcronym"/> letters is none.</summary>
    private const int FewestWords = 4;

    private const int LongestAcronym = 5;

    /// <summary>Whether the words of a query are all in capitals and too many, or too long, to be acronyms.</summary>
    public static bool AreThroughout(QueryNode root)
    {
        int capitals = 0;
        bool isLong = false;
        var pending = new Stack<QueryNode>();
        pending.Push(root);
        while (pending.TryPop(out var node))
        {
            switch (node)
            {
                case GroupNode group:
                    foreach (var clause in group.Clauses)
                        pending.Push(clause.Node);
                    break;
                case FieldNode field:
                    pending.Push(field.Child);
                    break;
                case WordNode word when !Count(word.Text, ref capitals, ref isLong):
                case PhraseNode phrase when !Count(phrase.Text, ref capitals, ref isLong):
                    return false;
            }
        }

        return capitals >= FewestWords || isLong;
    }

    /// <summary>False at the first small letter.</summary>
    private static bool Count(string text, ref int capitals, ref bool isLong)
    {
        int letters = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLower(text[i]))
                return false;
            if (i < text.Length && char.IsLetter(text[i]))
            {
                letters++;
                continue;
            }

            capitals += letters > 1 ? 1 : 0;
            isLong |= letters > LongestAcronym;
            letters = 0;
        }

        return true;
    }
}
