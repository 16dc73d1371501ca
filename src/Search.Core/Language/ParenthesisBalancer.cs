namespace Search.Core.Language;

/// <summary>Gives every parenthesis its partner and bounds their depth, so that the parser meets balanced tokens only.</summary>
internal static class ParenthesisBalancer
{
    public static List<QueryToken> Balance(List<QueryToken> tokens, QueryWarnings warnings)
    {
        if (!tokens.Exists(token => token.Kind is TokenKind.Open or TokenKind.Close))
            return tokens;
        var balanced = new List<QueryToken>(tokens.Count);
        int depth = 0;
        foreach (var token in tokens)
        {
            if (token.Kind == TokenKind.Open)
            {
                if (++depth > QuerySyntax.MaxDepth)
                {
                    warnings.Add($"Parentheses deeper than {QuerySyntax.MaxDepth} levels were ignored.");
                    continue;
                }
            }
            else if (token.Kind == TokenKind.Close)
            {
                if (depth == 0)
                {
                    warnings.Add("A closing parenthesis without an opening one was ignored.");
                    continue;
                }
                if (depth-- > QuerySyntax.MaxDepth)
                    continue;
            }
            balanced.Add(token);
        }
        if (depth > 0)
            warnings.Add("An opening parenthesis without a closing one was closed at the end.");
        for (depth = Math.Min(depth, QuerySyntax.MaxDepth); depth > 0; depth--)
            balanced.Add(new QueryToken(TokenKind.Close, ")"));
        return balanced;
    }
}
