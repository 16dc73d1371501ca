namespace Search.Core.Analysis;

/// <summary>
/// Plurals that the stemmer's dictionary holds as words of their own and therefore leaves alone (<c>boys, talks, states</c>),
/// although a reader who asks for one number means both. Those with a meaning of their own (<c>arms, customs, goods, news</c>)
/// and names are not here. So are those of two letters, which the stemmer takes for too short (<c>MPs, TVs</c>); <c>gps</c> is a word of its own.
/// </summary>
internal static class EnglishPlurals
{
    private static readonly HashSet<string> s_words = """
        abilities accommodations acts advances afternoons apartments appearances appointments articles arts ashes bags balls
        barricades bases bats bearings blazes blues boards bonds books boots bounds bowls boys bracelets brains buttons
        capabilities capitals cards chambers cheers circumstances clippers colonies colors colours combinations comments
        complications compliments conditions confines contents coordinates cords costs crackers cramps crawlers cries cubs cuffs
        curtains dates days dealings decencies depths deserts designs despatches devotions dimensions directions dishes
        dispatches divers dogs doings doubles drawers drops ducks dues dukes dumps effects elements evenings excesses exercises
        expectations expenses extremities eyeglasses eyes facilities facings falls fancies fates favours features feelings
        figures finances fireworks flares flies forces foundations frames friends fruits fumes funds futures games gods graces
        grounds groceries guts handcuffs hangings heights hives honors honours horrors hostilities illuminations intentions
        interests irons jaws jumps kennels kicks kings knockers ladies lancers lands laurels leads letters liberties lights
        likes lines links lists lives locks lodgings looks lords lovers lyrics manners mansions marbles masses memoirs minutes
        mists moments motions movements movies munitions nerves nets nights notions numbers nuts oats observations offices oils
        orders pains paints papers parts periods personalities pictures pieces piles pipes points polaroids pools portals
        potteries powers praises precincts premises presents principles proceedings prophets proportions prospects proverbs
        provinces provisions psalms qualifications quarters queens races rackets rails rains ranks rapids rations rats ravages
        receipts reeds reflexes refreshments regards regions regrets reinforcements relations relics reparations representations
        resources respects returns rewards rifles rights robins rocks rolls rooms roots ropes rounds ruins runs sales salts
        sands savings scraps seconds senses sessions shades shakes shares shelves shingles singles slips sparks spectacles
        spirits splits spoils sports staggers stairs stakes stalls stars starters states stays steps sticks stocks stores
        straits strings subtitles suburbs supplies surroundings suspenders sweets sympathies tails talks taps terms theatricals
        things times tops trades transactions travels troops trunks vapors vapours villainies vitals volumes voyages wages waits
        wanderings wares watches waters ways weathers weeds wheels whites wings winnings wonders words workings works writings
        years
        ads cds cvs djs ids mps pcs pms tvs vps
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>The singular of a word of the list; any other word as it is.</summary>
    public static string Singular(string word)
    {
        if (!s_words.Contains(word))
            return word;
        // Every word of the list in -ies but one comes from a -y.
        if (word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 && word != "movies")
            return word[..^3] + "y";
        if (word.EndsWith("lves", StringComparison.Ordinal))
            return word[..^3] + "f";
        bool sibilant = word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal)
            || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal);
        return sibilant ? word[..^2] : word[..^1];
    }

    /// <summary>
    /// What a number, or letters with a number behind them, are the plural of (<c>747s, f16s</c>); any other text as it is. A figure alone that ends in
    /// nought is a decade (<c>1990s, 80s</c>), and a digit alone with an s is a length of time or a model.
    /// </summary>
    public static ReadOnlySpan<char> WithoutPluralOfNumber(ReadOnlySpan<char> exact)
    {
        if (exact is not [.., >= '0' and <= '9', 's'])
            return exact;
        var number = exact[..^1];
        int digits = 0;
        while (digits < number.Length && char.IsAsciiDigit(number[^(digits + 1)]))
            digits++;
        foreach (char c in number[..^digits])
        {
            if (c is not (>= 'a' and <= 'z'))
                return exact;
        }

        bool isFigure = digits == number.Length;
        return isFigure && (digits == 1 || number[^1] == '0') ? exact : number;
    }
}
