using System.Text;
using Microsoft.Data.Sqlite;
using Search.Core.Scoring;

namespace Search.Benchmarks.Game;

/// <summary>
/// SQLite FTS5 as what many would use: <c>detail=full</c>, a table without contents, the words of the game separated by blanks, ordered
/// by <c>bm25()</c>. That has the factor (k1 + 1), and the other inverse document frequency, which it cuts off at almost nothing for words
/// in more than half of the documents; so its results are not compared beyond their number.
/// </summary>
internal sealed class SqliteGameEngine : IGameEngine
{
    private const string FileName = "game.sqlite";
    private const int DocumentsPerTransaction = 50_000;

    public string Name => "sqlite-fts5";

    public void Index(IEnumerable<GameDocument> documents, string folder, GameIndexOptions options)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, FileName));
        using var connection = Connect(folder, SqliteOpenMode.ReadWriteCreate);
        Run(connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144");
        Run(connection, "CREATE TABLE ids(doc INTEGER PRIMARY KEY, id TEXT NOT NULL)");
        Run(connection, "CREATE VIRTUAL TABLE docs USING fts5(text, content='', detail=full, tokenize='unicode61 remove_diacritics 0')");
        using var text = connection.CreateCommand();
        text.CommandText = "INSERT INTO docs(rowid, text) VALUES ($doc, $text)";
        var textDoc = text.Parameters.Add("$doc", SqliteType.Integer);
        var textText = text.Parameters.Add("$text", SqliteType.Text);
        using var ids = connection.CreateCommand();
        ids.CommandText = "INSERT INTO ids(doc, id) VALUES ($doc, $id)";
        var idsDoc = ids.Parameters.Add("$doc", SqliteType.Integer);
        var idsId = ids.Parameters.Add("$id", SqliteType.Text);

        var words = new LetterDigitWords();
        var line = new StringBuilder();
        long doc = 0;
        Run(connection, "BEGIN");
        foreach (var document in documents)
        {
            line.Clear();
            words.Open(document.Text);
            while (words.Next())
                line.Append(words.Word).Append(' ');
            textDoc.Value = idsDoc.Value = doc++;
            textText.Value = line.ToString();
            idsId.Value = document.Id;
            text.ExecuteNonQuery();
            ids.ExecuteNonQuery();
            if (doc % DocumentsPerTransaction == 0)
                Run(connection, "COMMIT; BEGIN");
        }

        Run(connection, "COMMIT");
        Console.Error.WriteLine($"{doc:N0} documents, merging");
        Run(connection, "INSERT INTO docs(docs) VALUES ('optimize')");
    }

    public IGameSearcher Open(string folder) => new Searcher(folder);

    private static SqliteConnection Connect(string folder, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, FileName), Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class Searcher : IGameSearcher
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _count;
        private readonly SqliteCommand _top;
        private readonly SqliteCommand _id;

        public Searcher(string folder)
        {
            _connection = Connect(folder, SqliteOpenMode.ReadOnly);
            Run(_connection, "PRAGMA mmap_size=17179869184; PRAGMA cache_size=-262144");
            _count = Prepare("SELECT count(*) FROM docs WHERE docs MATCH $q", ("$q", ""));
            _top = Prepare("SELECT rowid, rank FROM docs WHERE docs MATCH $q ORDER BY rank LIMIT $k", ("$q", ""), ("$k", 0));
            _id = Prepare("SELECT id FROM ids WHERE doc = $doc", ("$doc", 0));
        }

        public int Segments => 1;

        public GameAnswer Search(string query, GameOperation operation)
        {
            var parsed = GameQuery.Parse(query);
            if (parsed.IsEmpty)
                return GameAnswer.Nothing;
            if (Match(parsed) is not { } match)
                return GameAnswer.NotSupported;
            var documents = new List<ScoredDocument>();
            if (operation.K > 0)
            {
                _top.Parameters["$q"].Value = match;
                _top.Parameters["$k"].Value = operation.K;
                using var rows = _top.ExecuteReader();
                while (rows.Read())
                    documents.Add(new ScoredDocument(rows.GetInt32(0), (float)-rows.GetDouble(1)));
            }

            if (!operation.WantsCount)
                return new GameAnswer(true, 0, documents);
            _count.Parameters["$q"].Value = match;
            return new GameAnswer(true, (long)_count.ExecuteScalar()!, documents);
        }

        public string Id(int docId)
        {
            _id.Parameters["$doc"].Value = docId;
            return (string)_id.ExecuteScalar()!;
        }

        public void Dispose()
        {
            _count.Dispose();
            _top.Dispose();
            _id.Dispose();
            _connection.Dispose();
        }

        /// <summary>The query in the language of FTS5; null for what it has not: clauses that only add to the score.</summary>
        private static string? Match(GameQuery query)
        {
            if (query.HasRequired && query.Clauses.Any(clause => clause.Role == GameRole.Optional))
                return null;
            string positive = string.Join(query.HasRequired ? " AND " : " OR ",
                query.Clauses.Where(clause => clause.Role != GameRole.Prohibited).Select(Phrase));
            return query.Clauses.Where(clause => clause.Role == GameRole.Prohibited).Aggregate(positive, (match, clause) => $"({match}) NOT {Phrase(clause)}");
        }

        private static string Phrase(GameClause clause) => $"\"{string.Join(' ', clause.Words)}\"";

        private SqliteCommand Prepare(string sql, params (string Name, object Value)[] parameters)
        {
            var command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in parameters)
                command.Parameters.AddWithValue(name, value);
            command.Prepare();
            return command;
        }
    }
}
