using System.Globalization;
using System.Runtime.InteropServices;

namespace Search.Core.Language;

/// <summary>
/// Parses query text by recursive descent (docs/query-language.md has the grammar). Tolerant: any string gives a tree, what has no
/// meaning at its place is a word, and a warning says so. Time is linear in the text, and the depth is bounded.
/// </summary>
internal sealed class QueryParser
{
    private readonly IReadOnlyDictionary<string, FieldType> _callerFields;
    private readonly int _maxClauses;
    private readonly QueryWarnings _warnings;
    private readonly List<QueryToken> _tokens;
    private readonly bool[] _startsOperand;
    private string? _conditionField;
    private int _at;
    private int _leaves;

    private QueryParser(List<QueryToken> tokens, IReadOnlyDictionary<string, FieldType> callerFields, int maxClauses, QueryWarnings warnings)
    {
        _callerFields = callerFields;
        _maxClauses = maxClauses;
        _warnings = warnings;
        _tokens = ParenthesisBalancer.Balance(tokens, warnings);

        // From the end, so that a run of NOTs is judged in linear time.
        _startsOperand = new bool[_tokens.Count + 1];
        for (int i = _tokens.Count - 1; i >= 0; i--)
            _startsOperand[i] = _tokens[i].StartsOperand || (_tokens[i].Kind == TokenKind.Not && _startsOperand[i + 1]);
    }

    /// <summary>Parses a query.</summary>
    /// <param name="text">Any string.</param>
    /// <param name="callerFields">The caller's fields by name, which <c>name:</c> can refer to.</param>
    /// <param name="maxClauses">How many words, phrases and conditions are taken; the rest is ignored with a warning.</param>
    public static ParsedQuery Parse(string text, IReadOnlyDictionary<string, FieldType> callerFields, int maxClauses)
    {
        if (string.IsNullOrWhiteSpace(text) || text.AsSpan().Trim() is "*")
            return new ParsedQuery(null, []);
        var warnings = new QueryWarnings();
        var parser = new QueryParser(QueryLexer.Read(text, callerFields, warnings), callerFields, maxClauses, warnings);
        // A query that has text but nothing to look for must not become the query for everything: it deletes by query, too.
        var root = parser.ParseGroup() ?? new GroupNode([], IsOr: true);
        return new ParsedQuery(root, warnings.ToList());
    }

    private TokenKind? Kind => _at < _tokens.Count ? _tokens[_at].Kind : null;

    /// <summary>Clauses side by side, up to the closing parenthesis or the end.</summary>
    private QueryNode? ParseGroup()
    {
        var clauses = new List<Clause>();
        while (Kind is not (null or TokenKind.Close))
            ParseOr(clauses);
        return ToNode(clauses);
    }

    private void ParseOr(List<Clause> group)
    {
        var first = ParseAnd();
        if (!IsBinary(TokenKind.Or))
        {
            group.AddRange(first);
            return;
        }
        var operands = new List<Clause>();
        AddOperand(operands, first);
        while (IsBinary(TokenKind.Or))
        {
            _at++;
            AddOperand(operands, ParseAnd());
        }
        if (operands.Count > 1)
            group.Add(new Clause(Occur.Should, new GroupNode(operands, IsOr: true)));
        else
            group.AddRange(operands);
    }

    /// <summary>An operand of OR is one of several: a <c>+</c> of its own says nothing.</summary>
    private static void AddOperand(List<Clause> operands, List<Clause> clauses)
    {
        if (clauses is [{ Occur: Occur.Must } only])
            operands.Add(only with { Occur = Occur.Should });
        else if (ToNode(clauses) is { } node)
            operands.Add(new Clause(Occur.Should, node));
    }

    /// <summary>The clauses of <c>a AND b</c>, required each, which join the group around them; or a single one.</summary>
    private List<Clause> ParseAnd()
    {
        var clauses = new List<Clause>();
        AddUnary(clauses);
        bool isAnd = IsBinary(TokenKind.And);
        while (IsBinary(TokenKind.And))
        {
            _at++;
            AddUnary(clauses);
        }
        if (isAnd)
        {
            foreach (ref var clause in CollectionsMarshal.AsSpan(clauses))
                clause = clause.Occur == Occur.Should ? clause with { Occur = Occur.Must } : clause;
        }
        return clauses;
    }

    private void AddUnary(List<Clause> clauses)
    {
        bool isNegated = false;
        for (; Kind == TokenKind.Not && _startsOperand[_at + 1]; _at++)
            isNegated = !isNegated;
        var occur = Occur.Should;
        if (Kind is TokenKind.Plus or TokenKind.Minus)
        {
            occur = Kind == TokenKind.Plus ? Occur.Must : Occur.Should;
            isNegated ^= Kind == TokenKind.Minus;
            _at++;
        }
        if (ParseNear() is { } node)
            clauses.Add(new Clause(isNegated ? Occur.MustNot : occur, node));
    }

    /// <summary>Whether the present token is an operator with something on its right; there is something on its left where this is asked.</summary>
    private bool IsBinary(TokenKind kind) => Kind == kind && _startsOperand[_at + 1];

    /// <summary>One operand, or several with operators such as <c>w/5</c> between them, from the left.</summary>
    private QueryNode? ParseNear()
    {
        var node = ParsePrimary();
        for (int i = 0; i < TextOperators.MaxChain && node is not null && _conditionField is null && IsBinary(TokenKind.Near); i++)
        {
            TextOperators.TryReadNear(_tokens[_at++].Text, out var @operator, out int count);
            if (ParsePrimary() is { } right)
                node = new OperatorNode(@operator, count, [node, right]);
        }
        return node;
    }

    private QueryNode? ParseFunction(string name)
    {
        if (Kind != TokenKind.Open)
            return Leaf(new WordNode(name));
        TextOperators.TryReadFunction(name, out var @operator, out int count);
        _at++;
        var group = ParseGroup();
        _at++;
        return group is null || _conditionField is not null ? group : new OperatorNode(@operator, count, [group]);
    }

    private QueryNode? ParsePrimary()
    {
        if (Kind is null or TokenKind.Close)
            return null;
        var token = _tokens[_at++];
        switch (token.Kind)
        {
            case TokenKind.Word or TokenKind.Phrase when _conditionField is not null:
                return Condition(_conditionField, token);
            case TokenKind.Word or TokenKind.Phrase:
                return Leaf(token.Node);
            case TokenKind.Open:
                var group = ParseGroup();
                _at++;
                return group;
            case TokenKind.Field:
                return ParseField(token.Text);
            case TokenKind.Function:
                return ParseFunction(token.Text);
            case TokenKind.Plus or TokenKind.Minus:
                // Only in front of a quotation mark without partner, after another sign.
                return null;
            default:
                _warnings.Add($"'{token.Text}' was searched as a word: it needs something on {(token.Kind == TokenKind.Not ? "its right" : "both sides")}.");
                return Leaf(new WordNode(token.Text));
        }
    }

    private QueryNode? ParseField(string name)
    {
        if (Kind is not (TokenKind.Word or TokenKind.Phrase or TokenKind.Range or TokenKind.Open or TokenKind.Function))
        {
            _warnings.Add($"'{name}:' was searched as a word: nothing follows it directly.");
            return Leaf(new WordNode(name));
        }

        string? outer = _conditionField;
        bool isCondition = IsCondition(name);
        if (isCondition && Kind != TokenKind.Open)
            return Condition(name, _tokens[_at++]);

        _conditionField = isCondition ? name : null;
        var child = ParsePrimary();
        _conditionField = outer;
        if (child is null)
            return null;
        if (!isCondition)
            return new FieldNode(name, child);

        // An article has one source: values side by side in source:(a b) are alternatives.
        return child is GroupNode { IsOr: false } group && group.Clauses.All(clause => clause.Occur == Occur.Should)
            ? group with { IsOr = true } : child;
    }

    private QueryNode? Condition(string name, QueryToken value)
    {
        if (value.Text.Trim().Length > 0 && Fits(name, value.Text))
            return Leaf(new ConditionNode(name, value.Text));
        _warnings.Add($"{QueryWarnings.Excerpt($"{name}:{value.Text}")} was searched as words: {Expectation(name)}.");
        return Leaf(value.Kind == TokenKind.Phrase && value.Node is not null ? value.Node : new WordNode($"{name}:{value.Text}"));
    }

    private QueryNode? Leaf(QueryNode? node)
    {
        if (node is null)
            return null;
        if (_leaves == _maxClauses)
        {
            _warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Only the first {_maxClauses:N0} words, phrases and conditions of the query were used."));
            return null;
        }
        _leaves++;
        return node;
    }

    private bool IsCondition(string name) => IsBuiltInCondition(name)
        || (!QuerySyntax.TextFields.Contains(name) && _callerFields.TryGetValue(name, out var type) && type != FieldType.Text);

    /// <summary>The built-in names go before the caller's, but for the length.</summary>
    private bool IsBuiltInCondition(string name) =>
        QuerySyntax.ConditionFields.Contains(name) && (name != QuerySyntax.Length || !_callerFields.ContainsKey(name));

    private bool Fits(string name, string value) => name switch
    {
        "after" or "before" => ArticleDate.TryParse(value.Trim(), out _),
        QuerySyntax.Length when IsBuiltInCondition(name) => FieldRange.TryParseNumbers(value, out _, out _),
        _ when IsBuiltInCondition(name) => true,
        _ => _callerFields[name] switch
        {
            FieldType.Number => FieldRange.TryParseNumbers(value, out _, out _),
            FieldType.Date => FieldRange.TryParseDates(value, out _, out _),
            FieldType.Boolean => FieldRange.TryParseBoolean(value, out _),
            _ => true,
        },
    };

    private string Expectation(string name) => name switch
    {
        "after" or "before" => $"after {name}: comes a date such as 2022, 2022-05 or 2022-05-17",
        QuerySyntax.Length when IsBuiltInCondition(name) => $"after {name}: comes a number of words or a range such as [300 TO *]",
        _ when IsBuiltInCondition(name) => $"after {name}: comes a value",
        _ => _callerFields[name] switch
        {
            FieldType.Number => $"after {name}: comes a number or a range such as [10 TO 20]",
            FieldType.Date => $"after {name}: comes a date or a range such as [2021 TO 2022-05]",
            FieldType.Boolean => $"after {name}: comes true or false",
            _ => $"after {name}: comes a value",
        },
    };

    private static QueryNode? ToNode(List<Clause> clauses) => clauses switch
    {
        [] => null,
        [{ Occur: Occur.Should } only] => only.Node,
        _ => new GroupNode(clauses),
    };
}
