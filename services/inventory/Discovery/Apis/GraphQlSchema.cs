namespace Cortex.Inventory.Discovery.Apis;

/// <summary>Schemas by their root types: https://spec.graphql.org/draft/#sec-Type-System. A file of queries alone is none.</summary>
internal static class GraphQlSchema
{
    private static readonly HashSet<string> UsualRoots = new(StringComparer.Ordinal) { "Query", "Mutation", "Subscription" };

    /// <summary>How many fields the root types have; null for a file that has none of them and no schema.</summary>
    public static int? Operations(string text)
    {
        var roots = new HashSet<string>(UsualRoots, StringComparer.Ordinal);
        var fields = new Dictionary<string, int>(StringComparer.Ordinal);
        var schema = false;
        var (before, previous, type, braces, parentheses) = ("", "", (string?)null, 0, 0);
        foreach (var (word, _) in SourceWords.In(text, hash: true))
        {
            switch (word)
            {
                case "{":
                    schema |= braces == 0 && type == "schema";
                    braces++;
                    break;
                case "}":
                    braces = Math.Max(0, braces - 1);
                    if (braces == 0)
                        type = null;
                    break;
                case "(":
                    // A field with arguments is counted at its name, before them.
                    if (braces == 1 && parentheses == 0 && type is not null && before != "@")
                        fields[type] = fields.GetValueOrDefault(type) + 1;
                    parentheses++;
                    break;
                case ")":
                    parentheses = Math.Max(0, parentheses - 1);
                    break;
                case ":" when braces == 1 && parentheses == 0 && type is not null && previous != ")":
                    fields[type] = fields.GetValueOrDefault(type) + 1;
                    break;
                case "schema" when braces == 0:
                    type = "schema";
                    break;
                default:
                    if (braces == 0 && previous == "type")
                        type = word;
                    else if (braces == 1 && type == "schema" && previous == ":" && before is "query" or "mutation" or "subscription")
                        roots.Add(word);
                    break;
            }

            (before, previous) = (previous, word);
        }

        var known = fields.Where(f => roots.Contains(f.Key)).ToList();
        return known.Count > 0 ? known.Sum(f => f.Value) : schema ? 0 : null;
    }
}
