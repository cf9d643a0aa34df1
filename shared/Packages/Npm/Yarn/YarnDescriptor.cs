namespace Cortex.Packages.Npm.Yarn;

/// <summary>The parts of what stands before an entry's colon.</summary>
internal static class YarnDescriptor
{
    private const string Npm = "npm:";
    private const string WorkspacePrefix = "workspace:";

    /// <summary>Splits at commas; a quoted part keeps those it contains when Yarn 1 wrote it, which quotes each part alone.</summary>
    public static List<string> Split(string header)
    {
        var parts = new List<string>();
        var quoted = false;
        var from = 0;
        for (var at = 0; at <= header.Length; at++)
        {
            if (at < header.Length && header[at] == '"' && (at == 0 || header[at - 1] != '\\'))
                quoted = !quoted;
            if (at < header.Length && (header[at] != ',' || quoted))
                continue;
            Add(parts, header[from..at]);
            from = at + 1;
        }
        return parts;
    }

    /// <summary>The package behind an alias, as in "alias@npm:name@range".</summary>
    public static string NameOf(string descriptor)
    {
        while (true)
        {
            var at = NameEnd(descriptor);
            if (at < 0)
                return descriptor;
            var range = descriptor[(at + 1)..];
            if (!range.StartsWith(Npm, StringComparison.Ordinal) || range.LastIndexOf('@') <= Npm.Length)
                return descriptor[..at];
            descriptor = range[Npm.Length..];
        }
    }

    public static string? WorkspaceOf(IEnumerable<string> descriptors)
    {
        string? folder = null;
        foreach (var descriptor in descriptors)
        {
            var range = descriptor[(NameEnd(descriptor) + 1)..];
            // Beside its folder stand the ranges by which others ask for it: "a@workspace:*, a@workspace:packages/a".
            if (range.StartsWith(WorkspacePrefix, StringComparison.Ordinal) && range[WorkspacePrefix.Length..] is var wanted
                && wanted is not ("*" or "^" or "~"))
                folder = wanted == "." ? "" : wanted;
        }
        return folder;
    }

    private static void Add(List<string> parts, string part)
    {
        part = part.Trim();
        if (part is not ['"', .., '"'])
        {
            if (part.Length > 0)
                parts.Add(part);
            return;
        }
        // Yarn 2 and later quote all parts together; a comma of a range is no end of a part.
        var inner = part[1..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);
        if (Array.TrueForAll(inner, descriptor => NameEnd(descriptor) > 0))
            parts.AddRange(inner);
        else
            parts.Add(part[1..^1]);
    }

    private static int NameEnd(string descriptor) => descriptor.IndexOf('@', descriptor.StartsWith('@') ? 1 : 0);
}
