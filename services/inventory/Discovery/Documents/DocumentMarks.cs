using System.Buffers;

namespace Cortex.Inventory.Discovery.Documents;

/// <summary>What a YAML or JSON file may be, by the keys that stand in it.</summary>
[Flags]
internal enum DocumentMarks
{
    None = 0,
    Kubernetes = 1,
    Api = 2,
    Rules = 4,
    Dashboard = 8,
    Scrapes = 16,
}

/// <summary>Tells what a file may be before it is parsed: most YAML and JSON of a repository is nothing that is catalogued.</summary>
internal static class DocumentSniffer
{
    private static readonly SearchValues<byte> BeforeKey = SearchValues.Create("\n\r\t \"'{,-"u8);

    public static DocumentMarks Look(ReadOnlySpan<byte> text)
    {
        var marks = DocumentMarks.None;
        if (HasKey(text, "apiVersion"u8) && HasKey(text, "kind"u8))
            marks |= DocumentMarks.Kubernetes;
        if (HasKey(text, "openapi"u8) || HasKey(text, "swagger"u8) || HasKey(text, "asyncapi"u8))
            marks |= DocumentMarks.Api;
        if (HasKey(text, "rules"u8) && (HasKey(text, "expr"u8) || HasKey(text, "condition"u8)))
            marks |= DocumentMarks.Rules;
        if ((HasKey(text, "panels"u8) || HasKey(text, "rows"u8)) && (HasKey(text, "schemaVersion"u8) || HasKey(text, "layouts"u8) || HasKey(text, "templating"u8)))
            marks |= DocumentMarks.Dashboard;
        if (HasKey(text, "scrape_configs"u8))
            marks |= DocumentMarks.Scrapes;
        return marks;
    }

    /// <summary>Whether the word stands before a colon, quoted or not, and is a word of its own.</summary>
    internal static bool HasKey(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key)
    {
        for (var start = 0; text[start..].IndexOf(key) is >= 0 and var found;)
        {
            var at = start + found;
            start = at + key.Length;
            var rest = text[start..].TrimStart("\"' \t"u8);
            if (!rest.IsEmpty && rest[0] == ':' && (at == 0 || BeforeKey.Contains(text[at - 1]) || text[at - 1] is 0xBF))
                return true;
        }

        return false;
    }
}
