using Search.Benchmarks.Game;
using Search.Benchmarks.Measuring;
using Search.Core;

namespace Search.Benchmarks.Product;

/// <summary>
/// Articles of a corpus, for measuring searches over title, body and date. One without a title gets its first words for it, and one without a
/// date a day of twenty years that depends on its place alone, so that an expanded corpus has something to search and filter by.
/// </summary>
internal sealed class DressedCorpus(IReadOnlyList<string> files)
{
    private const int TitleWords = 8, Days = 20 * 365;

    private static readonly DateOnly s_firstDay = new(2003, 1, 1);

    public async IAsyncEnumerable<Article> ReadAsync()
    {
        int number = 0;
        await foreach (var article in new CorpusFiles(files).ReadAsync())
        {
            // A step that has no common factor with the number of days goes through all of them.
            int day = (int)((long)number++ * 2_741 % Days);
            yield return article with
            {
                Title = article.Title.Length > 0 && !article.TitleDerived ? article.Title : string.Join(' ', LetterDigitWords.Of(article.Body[..Math.Min(200, article.Body.Length)]).Take(TitleWords)),
                Date = article.Date ?? ArticleDate.FromDay(s_firstDay.AddDays(day)),
            };
        }
    }
}
