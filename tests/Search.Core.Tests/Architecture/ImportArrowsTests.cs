using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Search.Core.Tests.Architecture;

/// <summary>Holds the arrows of docs/architecture.md on the compiled assembly: a folder uses only the folders named for it.</summary>
public sealed partial class ImportArrowsTests
{
    /// <summary>What each folder may use; every folder may use Errors. The root, "", is the façade and may use all.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Errors"] = [],
        ["Articles"] = [],
        ["Storage"] = [],
        ["Scoring"] = [],
        ["Analysis"] = ["Articles"],
        ["Language"] = ["Articles"],
        ["Postings"] = ["Scoring", "Storage"],
        ["Retrieval"] = ["Postings", "Scoring"],
        ["Matching"] = ["Articles", "Language", "Analysis", "Retrieval", "Postings", "Scoring"],
        ["Likeness"] = [],
        ["Duplicates"] = ["Articles", "Analysis", "Likeness"],
        ["Diagnostics"] = [],
        ["Indexing"] = ["Articles", "Analysis", "Diagnostics", "Duplicates", "Likeness", "Postings", "Scoring", "Storage", "Retrieval"],
        ["Facets"] = ["Retrieval", "Postings", "Scoring"],
        ["Highlighting"] = ["Language", "Analysis", "Articles"],
        ["Searching"] = ["Matching", "Highlighting", "Facets", "Duplicates", "Likeness", "Indexing", "Articles", "Language", "Analysis", "Retrieval", "Postings", "Scoring"],
        ["Suggesting"] = ["Searching", "Indexing", "Matching", "Highlighting", "Articles", "Language", "Analysis", "Retrieval"],
        ["Evaluation"] = ["Searching"],
        ["Alerts"] = ["Searching", "Matching", "Indexing", "Articles", "Analysis", "Retrieval", "Storage", "Diagnostics"],
        ["DependencyInjection"] = ["", "Searching"],
    };

    private const string Ambiguous = "?";

    [Fact]
    public void EveryFolderImportsOnlyWhatItMay()
    {
        using var module = ModuleDefinition.ReadModule(typeof(ArticleIndex).Assembly.Location);
        var folders = FoldersOfTypes();
        var violations = new SortedSet<string>(StringComparer.Ordinal);
        int checkedTypes = 0;
        foreach (var type in module.GetAllTypes())
        {
            if (FolderOf(type, folders) is not { Length: > 0 } from)
                continue;
            Assert.True(s_allowed.TryGetValue(from, out string[]? allowed), $"The folder '{from}' has no line in this test: say what it may import.");
            checkedTypes++;
            foreach (var used in Uses(type).Select(reference => FolderOf(reference, folders)).OfType<string>().Distinct())
            {
                if (used != from && used != "Errors" && !allowed.Contains(used))
                    violations.Add($"{from} ({type.Name}) -> {(used.Length == 0 ? "the façade" : used)}");
            }
        }

        Assert.True(checkedTypes > 50, $"Only {checkedTypes} types were found.");
        Assert.True(violations.Count == 0, string.Join(Environment.NewLine, violations));
    }

    [Fact]
    public void PublicSignaturesCarryNoTypesOfTheBase()
    {
        var leaks = from type in typeof(ArticleIndex).Assembly.GetExportedTypes()
                    from member in type.GetMembers()
                    let signature = member.ToString() ?? ""
                    where signature.Contains("Lucene.", StringComparison.Ordinal)
                    select $"{type.Name}.{member.Name}";
        Assert.Empty(leaks);
    }

    [Fact]
    public void InternalsTakeTheNamespaceOfTheirFolder()
    {
        var folders = FoldersOfTypes();
        // A name that two folders use tells nothing here.
        var strays = from type in typeof(ArticleIndex).Assembly.GetTypes()
                     where type is { IsNested: false, IsPublic: false } && type.Namespace is not null && type.Namespace.StartsWith("Search.Core", StringComparison.Ordinal)
                     let folder = folders.GetValueOrDefault(type.Name.Split('`')[0], "")
                     let ownNamespace = (type.Namespace ?? "").Split('.')
                     where folder.Length > 0 && folder != Ambiguous && ownNamespace.Length > 2 && ownNamespace[2] != folder
                     select $"{type.FullName} in {folder}";
        Assert.Empty(strays);
    }

    /// <summary>The folder of each type by its name, from the sources: public types do not carry it in their namespace.</summary>
    private static Dictionary<string, string> FoldersOfTypes()
    {
        string root = Repository.PathOf("src", "Search.Core");
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            string[] parts = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar);
            if (parts[0] is "bin" or "obj")
                continue;
            foreach (Match match in Declaration().Matches(File.ReadAllText(file)))
            {
                string folder = parts.Length > 1 ? parts[0] : "";
                string name = match.Groups[1].Value;
                folders[name] = !folders.TryGetValue(name, out string? known) || known == folder ? folder : Ambiguous;
            }
        }

        return folders;
    }

    private static string? FolderOf(TypeReference type, Dictionary<string, string> folders)
    {
        var outer = type.GetElementType();
        while (outer.DeclaringType is not null)
            outer = outer.DeclaringType;
        if (!outer.Namespace.StartsWith("Search.Core", StringComparison.Ordinal))
            return null;
        string[] parts = outer.Namespace.Split('.');
        return parts.Length > 2 ? parts[2] : folders.GetValueOrDefault(outer.Name.Split('`')[0]);
    }

    private static IEnumerable<TypeReference> Uses(TypeDefinition type)
    {
        var used = new List<TypeReference?> { type.BaseType };
        used.AddRange(type.Interfaces.Select(implemented => implemented.InterfaceType));
        used.AddRange(type.Fields.Select(field => field.FieldType));
        foreach (var method in type.Methods)
        {
            used.Add(method.ReturnType);
            used.AddRange(method.Parameters.Select(parameter => parameter.ParameterType));
            if (!method.HasBody)
                continue;
            used.AddRange(method.Body.Variables.Select(variable => variable.VariableType));
            foreach (var instruction in method.Body.Instructions)
            {
                switch (instruction.Operand)
                {
                    case TypeReference reference:
                        used.Add(reference);
                        break;
                    case MemberReference member:
                        used.Add(member.DeclaringType);
                        if (member is MethodReference called)
                            used.Add(called.ReturnType);
                        if (member is GenericInstanceMethod generic)
                            used.AddRange(generic.GenericArguments);
                        break;
                }
            }
        }

        return used.OfType<TypeReference>().SelectMany(WithArguments);
    }

    private static IEnumerable<TypeReference> WithArguments(TypeReference type)
    {
        yield return type;
        if (type is GenericInstanceType generic)
        {
            foreach (var argument in generic.GenericArguments.SelectMany(WithArguments))
                yield return argument;
        }
        else if (type is TypeSpecification specification)
        {
            foreach (var element in WithArguments(specification.ElementType))
                yield return element;
        }
    }

    [GeneratedRegex(@"^\s*(?:public|internal)\s+(?:[a-z]+\s+)*?(?:class|struct|record struct|record class|record|enum|interface|delegate \S+)\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
