namespace Search.Core.Analysis;

/// <summary>
/// Writes British spellings the American way, which is the way that the stemmer's dictionary knows best. By endings where these are
/// safe, else by roots with the endings that they may take. Nothing that is another word in the other spelling is here
/// (<c>cheque, storey, draught, tonne</c>).
/// </summary>
internal static class EnglishSpelling
{
    /// <summary>Roots, British and American; they take the endings of <see cref="s_endings"/>.</summary>
    private const string Roots = """
        grey gray; tyre tire; kerb curb; gaol jail; plough plow; cosy cozy; mould mold; moult molt; smoulder smolder
        aeroplane airplane; aluminium aluminum; anaemia anemia; anaemic anemic; anaesthesia anesthesia; anaesthetic anesthetic
        anaesthetist anesthetist; archaeolog archeolog; artefact artifact; caesarean cesarean; carburettor carburetor
        chequebook checkbook; chilli chili; connexion connection; defence defense; diarrhoea diarrhea; disc disk; doughnut donut
        encyclopaedi encyclopedi; enquir inquir; faeces feces; foetal fetal; foetus fetus; furore furor; gynaecolog gynecolog
        haemoglobin hemoglobin; haemorrhag hemorrhag; homoeopath homeopath; instalment installment; enrolment enrollment
        fulfilment fulfillment; fulfil fulfill; enrol enroll; instil instill; distil distill; skilful skillful; wilful willful
        jewellery jewelry; judgement judgment; acknowledgement acknowledgment; abridgement abridgment; leukaemia leukemia; licence license
        likeable likable; liveable livable; loveable lovable; sizeable sizable; saleable salable; manoeuvre maneuver; manoeuvred maneuvered; manoeuvring maneuvering
        mediaeval medieval; moustache mustache; oedema edema; oesophag esophag; oestrogen estrogen; offence offense; omelette omelet
        orthopaedic orthopedic; paediatric pediatric; paedophil pedophil; palaeontolog paleontolog; practise practice; practising practicing; pretence pretense
        primaeval primeval; programme program; programmed programmed; programmer programmer; pyjama pajama; sceptic skeptic; speciality specialty; specialities specialties; sulphur sulfur; titbit tidbit
        toxaemia toxemia; whisky whiskey; whiskies whiskeys; woollen woolen; woolly wooly; yoghurt yogurt; ageing aging; draughty drafty
        marvellous marvelous; counsellor counselor; councillor councilor; jeweller jeweler; traveller traveler; chiselled chiseled; cypher cipher
        analyse analyze; analyses analysis; analysed analyzed; analyser analyzer; analysing analyzing; paralys paralyz; catalys catalyz
        learnt learned; burnt burned; spelt spelled; spoilt spoiled; dreamt dreamed; leapt leaped; leant leaned
        tranquillity tranquility; tranquillis tranquiliz; tranquilliz tranquiliz; libellous libelous; glamour glamor; aesthetic esthetic; aesthete esthete
        haemophilia hemophilia; haemophiliac hemophiliac; haematolog hematolog; cognisant cognizant; cognisance cognizance; mollusc mollusk
        breathalyse breathalyze; breathalysed breathalyzed; breathalyser breathalyzer; breathalysing breathalyzing; electrolyse electrolyze
        electrolysed electrolyzed; electrolysing electrolyzing; hydrolyse hydrolyze; hydrolysed hydrolyzed; dialyse dialyze; dialysed dialyzed
        dialyser dialyzer; dialysing dialyzing; theatregoer theatergoer; theatregoing theatergoing; centrepiece centerpiece; centrefold centerfold
        centreground centerground; kerbside curbside; kerbstone curbstone; snowplough snowplow; ploughman plowman; ploughmen plowmen; ploughshare plowshare
        paycheque paycheck; manoeuvrable maneuverable; manoeuvrability maneuverability; cosily cozily; cosier cozier; cosiest coziest; cosiness coziness
        cancelation cancellation; crystalis crystalliz; crystaliz crystalliz; draughtsman draftsman; draughtsmen draftsmen; draughtproof draftproof
        inflexion inflection; reflexion reflection; despatch dispatch; gipsy gypsy; gipsies gypsies
        towards toward; afterwards afterward; backwards backward; upwards upward; downwards downward; forwards forward; onwards onward
        """;

    /// <summary>Words whose endings would make other words of them: they are meant as they are. <c>storey</c> and <c>story</c> are one in compounds alone.</summary>
    private const string WholeWords = """
        ax axe; mum mom; mums moms; adviser advisor; advisers advisors; annexe annex; appal appall; appals appalls; gramme gram; grammes grams
        kilogramme kilogram; kilogrammes kilograms; milligramme milligram; milligrammes milligrams; microgramme microgram; microgrammes micrograms
        onestorey onestory; twostorey twostory; threestorey threestory; fourstorey fourstory; fivestorey fivestory; sixstorey sixstory
        singlestorey singlestory; doublestorey doublestory; multistorey multistory; rumania romania; rumanian romanian; rumanians romanians
        """;

    /// <summary>What ends in -our; with the longer words that are made of them.</summary>
    private const string OurRoots = """
        arbour ardour belabour unfavour unsavour armour behaviour candour clamour colour demeanour discolour dishonour disfavour enamour endeavour favour fervour flavour harbour
        honour humour labour misbehaviour multicolour neighbour odour parlour rancour rigour rumour saviour savour splendour succour tricolour
        tumour valour vapour vigour watercolour
        """;

    private const string ReRoots = """
        accoutre amphitheatre calibre centre epicentre centimetre fibre goitre kilometre litre lustre meagre metre millilitre millimetre mitre
        nitre ochre reconnoitre sabre saltpetre sceptre sepulchre sombre spectre theatre
        """;

    private const string OgueRoots = "analog catalog dialog epilog homolog monolog prolog travelog";

    /// <summary>Verbs in a single -l that double it only in Britain.</summary>
    private const string LRoots = """
        apparel barrel bevel bedevil cancel carol channel chisel counsel cudgel dial dishevel drivel duel enamel equal fuel funnel gambol grovel
        hovel imperil initial jewel kennel label laurel level libel marshal marvel medal metal model panel parcel pedal pencil pistol pummel
        quarrel ravel refuel remodel revel rival rowel shovel shrivel signal snivel spiral squirrel stencil swivel symbol tinsel total
        towel travel trammel trowel tunnel unravel victual weasel yodel
        """;

    /// <summary>Words in -ise that have no other spelling.</summary>
    private static readonly HashSet<string> s_notIze = Words("""
        advertise advise anise anticlockwise apprise arise cerise chastise chemise circumcise clockwise comprise compromise concise contrariwise
        crosswise demise denise despise devise disenfranchise edgewise elise enfranchise enterprise excise exercise expertise franchise highrise
        imprecise improvise incise lengthwise likewise merchandise moonrise otherwise paradise practise precise premise prise promise reprise
        revise rise streetwise sunrise supervise surmise surprise televise treatise unwise uprise valise vise wise
        """).ToHashSet(StringComparer.Ordinal);

    private static readonly string[] s_iseEndings = ["ise", "ised", "ises", "iser", "isers", "ising", "isation", "isations", "isable"];

    private static readonly HashSet<string> s_endings = Words("""
        s d r rs es ed er ers est ing ings ish ly ness able ably al ally ful fully less ary itism ism ist ists ity ment ments hood hoods ite ites ic ical ically ies
        ied y es e ia ias ial st sts or ors ation ations ational ative ion ise ised ize ized izing ising a as ian ians ous ously some
        """).Append("").ToHashSet(StringComparer.Ordinal);

    private static readonly Dictionary<string, string> s_wholeWords = new(Pairs(WholeWords), StringComparer.Ordinal);

    private static readonly Dictionary<string, string> s_roots = ReadRoots();

    /// <summary>The American spelling of a word in lower case; any other word as it is.</summary>
    public static string American(string word)
    {
        if (s_wholeWords.TryGetValue(word, out string? whole))
            return whole;
        if (word.Length < 4)
            return word;
        for (int length = word.Length; length >= 3; length--)
        {
            if (s_roots.TryGetValue(word[..length], out string? root) && s_endings.Contains(word[length..]))
                return Ize(root + word[length..]);
        }

        return Ize(word);
    }

    /// <summary>The words made of roots whose first two letters differ between the spellings, in the British one.</summary>
    public static IEnumerable<string> WordsOfOtherBeginning()
    {
        foreach (var (british, american) in s_roots)
        {
            if (american.AsSpan().StartsWith(british.AsSpan(0, 2)))
                continue;
            foreach (string ending in s_endings)
                yield return british + ending;
        }

        foreach (var (british, american) in s_wholeWords)
        {
            if (!american.AsSpan().StartsWith(british.AsSpan(0, 2)))
                yield return british;
        }
    }

    private static string Ize(string word)
    {
        foreach (string ending in s_iseEndings)
        {
            int at = word.Length - ending.Length;
            // A vowel before the ending makes another sound: raise, noise, cruise.
            if (at < 2 || word[at - 1] is 'a' or 'e' or 'i' or 'o' or 'u' || !word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            string verb = string.Concat(word.AsSpan(0, at), "ise");
            if (s_notIze.Contains(verb))
                return word;
            return string.Concat(word.AsSpan(0, at), "iz", word.AsSpan(at + 2));
        }

        return word;
    }

    private static Dictionary<string, string> ReadRoots()
    {
        var roots = new Dictionary<string, string>(Pairs(Roots), StringComparer.Ordinal);
        foreach (string root in Words(OurRoots))
            roots[root] = string.Concat(root.AsSpan(0, root.Length - 3), "or");
        foreach (string root in Words(ReRoots))
        {
            string stem = root[..^2];
            roots[root] = stem + "er";
            roots[root + "d"] = stem + "ered";
            roots[stem + "ring"] = stem + "ering";
        }

        foreach (string root in Words(OgueRoots))
        {
            roots[root + "ue"] = root;
            roots[root + "ued"] = root + "ed";
            roots[root + "uing"] = root + "ing";
            roots[root + "uer"] = root + "er";
        }

        foreach (string root in Words(LRoots))
        {
            roots[root + "led"] = root + "ed";
            roots[root + "ling"] = root + "ing";
            roots[root + "ler"] = root + "er";
            roots[root + "list"] = root + "ist";
        }

        return roots;
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string text)
    {
        foreach (string pair in text.Split([';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] sides = pair.Split(' ');
            yield return KeyValuePair.Create(sides[0], sides[1]);
        }
    }

    private static string[] Words(string text) => text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
