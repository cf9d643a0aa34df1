namespace Cortex.Packages.Pypi.Requirements;

/// <param name="Text">Without comments, continued lines joined.</param>
/// <param name="Line">Where it starts.</param>
/// <param name="Via">Who asks for it, as pip-compile and uv note behind "# via".</param>
internal sealed record RequirementsLine(string Text, int Line, List<string> Via)
{
    private static readonly string[] IncludeOptions = ["-r", "--requirement"];
    private static readonly string[] ConstraintOptions = ["-c", "--constraint"];

    public bool IsOption => Text.StartsWith('-');

    /// <summary>The file a "-r" names.</summary>
    public string? Included => Argument(IncludeOptions);

    /// <summary>The file a "-c" names.</summary>
    public string? Constraining => Argument(ConstraintOptions);

    /// <summary>Whether the line names a file, a folder or an address instead of a package.</summary>
    public bool IsPath
    {
        get
        {
            var first = Text.Split([' ', '\t', ';', '['], 2)[0];
            return first.Contains('/', StringComparison.Ordinal)
                || first.Contains('\\', StringComparison.Ordinal)
                || first.StartsWith('.')
                || first.EndsWith(".whl", StringComparison.OrdinalIgnoreCase)
                || first.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase)
                || first.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The requirement without options such as --hash.</summary>
    public string Requirement
    {
        get
        {
            var end = Text.Length;
            foreach (var option in (ReadOnlySpan<string>)[" --", "\t--", " -C", "\t-C"])
            {
                var at = Text.IndexOf(option, StringComparison.Ordinal);
                if (at >= 0 && at < end)
                    end = at;
            }
            return Text[..end].Trim();
        }
    }

    private string? Argument(string[] options)
    {
        foreach (var option in options)
        {
            if (!Text.StartsWith(option, StringComparison.Ordinal))
                continue;
            var rest = Text[option.Length..];
            // "-rfile" is allowed, "--requirements" is another option.
            if (option.Length > 2 && rest is not [' ' or '\t' or '=', ..])
                continue;
            return rest.TrimStart(' ', '\t', '=').Trim('"', '\'') is { Length: > 0 } file ? file : null;
        }
        return null;
    }
}
