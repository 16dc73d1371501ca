using System.Collections.Concurrent;
using System.Collections.Frozen;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Bg;
using Lucene.Net.Analysis.Ckb;
using Lucene.Net.Analysis.Cz;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.El;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Fa;
using Lucene.Net.Analysis.Fi;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Gl;
using Lucene.Net.Analysis.Hi;
using Lucene.Net.Analysis.Hu;
using Lucene.Net.Analysis.Id;
using Lucene.Net.Analysis.In;
using Lucene.Net.Analysis.It;
using Lucene.Net.Analysis.Lv;
using Lucene.Net.Analysis.No;
using Lucene.Net.Analysis.Pt;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Snowball;
using Lucene.Net.Analysis.Sv;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace Search.Core.Analysis;

/// <summary>
/// The stems of one language other than English, by Lucene's light stemmers where it has them. They read a word in lower case with its
/// accents; what they give is folded like everything else, so that a query without accents finds it. Thread-safe.
/// </summary>
internal sealed class LanguageStemmer
{
    private const int MaxLength = 50;
    private const int MostRemembered = 1 << 16;

    /// <summary>The codes and names of a language, and its chain.</summary>
    private static readonly (string Names, Func<TokenStream, TokenStream> Chain)[] s_languages =
    [
        ("ar ara arabic العربية", words => new ArabicStemFilter(new ArabicNormalizationFilter(words))),
        ("bg bul bulgarian", words => new BulgarianStemFilter(words)),
        ("ca cat catalan català", words => new SnowballFilter(Elide(words, CatalanArticles), new CatalanStemmer())),
        ("ckb sorani", words => new SoraniStemFilter(new SoraniNormalizationFilter(words))),
        ("cs ces cze czech čeština", words => new CzechStemFilter(words)),
        ("da dan danish dansk", words => new SnowballFilter(words, new DanishStemmer())),
        ("de deu ger german deutsch", words => new GermanLightStemFilter(new GermanNormalizationFilter(words))),
        ("el ell gre greek ελληνικά", words => new GreekStemFilter(new GreekFolding(words))),
        ("es spa spanish español castellano", words => new SpanishLightStemFilter(words)),
        ("eu eus baq basque euskara", words => new SnowballFilter(words, new BasqueStemmer())),
        ("fa fas per persian farsi فارسی", words => new PersianNormalizationFilter(new ArabicNormalizationFilter(words))),
        ("fi fin finnish suomi", words => new FinnishLightStemFilter(words)),
        ("fr fra fre french français", words => new FrenchLightStemFilter(Elide(words, FrenchArticles))),
        ("ga gle irish gaeilge", words => new SnowballFilter(words, new IrishStemmer())),
        ("gl glg galician galego", words => new GalicianStemFilter(words)),
        ("hi hin hindi हिन्दी", words => new HindiStemFilter(new HindiNormalizationFilter(new IndicNormalizationFilter(words)))),
        ("hu hun hungarian magyar", words => new HungarianLightStemFilter(words)),
        ("hy hye arm armenian", words => new SnowballFilter(words, new ArmenianStemmer())),
        ("id ind indonesian", words => new IndonesianStemFilter(words)),
        ("it ita italian italiano", words => new ItalianLightStemFilter(Elide(words, ItalianArticles))),
        ("lv lav latvian latviešu", words => new LatvianStemFilter(words)),
        ("nl nld dut dutch nederlands", words => new SnowballFilter(words, new Lucene.Net.Tartarus.Snowball.Ext.DutchStemmer())),
        ("no nb nn nor nob nno norwegian norsk", words => new NorwegianLightStemFilter(words)),
        ("pt por portuguese português", words => new PortugueseLightStemFilter(words)),
        ("ro ron rum romanian română", words => new SnowballFilter(words, new RomanianStemmer())),
        ("ru rus russian русский", words => new RussianLightStemFilter(words)),
        ("sv swe swedish svenska", words => new SwedishLightStemFilter(words)),
        ("tr tur turkish türkçe", words => new SnowballFilter(words, new TurkishStemmer())),
    ];

    private static readonly FrozenDictionary<string, LanguageStemmer> s_all = s_languages
        .SelectMany(language => language.Names.Split(' ').Select(name => (Name: name, Stemmer: language)))
        .GroupBy(pair => pair.Stemmer.Names)
        .SelectMany(group =>
        {
            var stemmer = new LanguageStemmer(group.First().Stemmer.Chain);
            return group.Select(pair => KeyValuePair.Create(pair.Name, stemmer));
        })
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly Lock _gate = new();
    private readonly Func<TokenStream, TokenStream> _chain;
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private OneWordStem? _words;

    /// <param name="chain">The filters behind a stream of words.</param>
    internal LanguageStemmer(Func<TokenStream, TokenStream> chain)
    {
        _chain = chain;
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    private static string[] FrenchArticles => ["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"];

    private static string[] ItalianArticles =>
        ["c", "l", "all", "dall", "dell", "nell", "sull", "coll", "pell", "gl", "agl", "dagl", "degl", "negl", "sugl", "un", "m", "t", "s", "v", "d"];

    private static string[] CatalanArticles => ["d", "l", "m", "n", "s", "t"];

    /// <summary>The stemmer of a language by its code or name (<c>de, de-AT, deu, German, Deutsch</c>); null for English and what is not known.</summary>
    public static LanguageStemmer? For(string? language)
    {
        if (string.IsNullOrWhiteSpace(language))
            return null;
        string name = language.Trim();
        int region = name.AsSpan().IndexOfAny('-', '_');
        return s_all.GetValueOrDefault(region > 0 ? name[..region] : name);
    }

    /// <summary>The stem of a word in lower case, folded.</summary>
    public string Stem(ReadOnlySpan<char> word)
    {
        if (_lookup.TryGetValue(word, out string? known))
            return known;
        string text = word.ToString();
        string stem = Fold(text.Length <= MaxLength ? Reduce(text) : text);
        if (stem.Length == 0)
            stem = Fold(text);
        // It only remembers: a full one begins anew.
        if (_known.Count >= MostRemembered)
            _known.Clear();
        _known[text] = stem;
        return stem;
    }

    /// <summary>The stem of a word that is not known yet. One that the filters fail on is its own, so that no article is lost to them.</summary>
    private string Reduce(string word)
    {
        try
        {
            lock (_gate)
                return (_words ??= new OneWordStem(_chain)).Stem(word);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return word;
        }
    }

    private static string Fold(string text)
    {
        Span<char> folded = stackalloc char[CharacterFolding.MaxExpansion];
        var result = new System.Text.StringBuilder(text.Length);
        for (int i = 0; i < text.Length;)
        {
            int length = CharacterFolding.Fold(text, ref i, folded);
            result.Append(folded[..length]);
        }

        return result.ToString();
    }

    private static ElisionFilter Elide(TokenStream words, string[] articles) =>
        new(words, new CharArraySet(Lucene.Net.Util.LuceneVersion.LUCENE_48, articles, ignoreCase: true));

    /// <summary>Drives Lucene's filters with a stream of one word; neither holds anything that disposal would free.</summary>
    private sealed class OneWordStem
    {
        private readonly ICharTermAttribute _term;
        private readonly Func<bool> _advance;

        public OneWordStem(Func<TokenStream, TokenStream> chain)
        {
            var word = new OneWordStream();
            _term = word.Term;
            _advance = chain(word).IncrementToken;
        }

        public string Stem(string word)
        {
            _term.SetEmpty().Append(word);
            return _advance() ? _term.ToString()! : word;
        }
    }
}
