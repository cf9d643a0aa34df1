using Cortex.Packages.Reading;

namespace Cortex.Packages.Composer;

/// <summary>What a composer.json asks for: https://getcomposer.org/doc/04-schema.md. The platform is left out.</summary>
internal static class ComposerJson
{
    public const string FileName = "composer.json";

    public static IReadOnlyList<Requirement> Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => Parse(bytes, tree.Limits, tree.Cancellation));

    private static List<Requirement> Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var json = new JsonCursor(Json.Utf8Of(bytes), limits, ct);
        var requirements = new List<Requirement>();
        json.RequireObject("The file");
        while (json.NextProperty(out var section))
        {
            if (section is "require" or "require-dev")
                ReadSection(ref json, section == "require" ? PackageScope.Runtime : PackageScope.Development, requirements, limits);
            else
                json.Skip();
        }
        json.Finish();
        return requirements;
    }

    private static void ReadSection(ref JsonCursor json, string scope, List<Requirement> requirements, ReadLimits limits)
    {
        var entered = false;
        while (json.NextPropertyIfObject(ref entered, out var name))
        {
            if (requirements.Count == limits.MaxPackages)
                throw new UnreadableException($"The file has more than {limits.MaxPackages} requirements.", json.PropertyLine);
            var line = json.PropertyLine;
            var wanted = json.TextOrSkip();
            if (!ComposerName.IsPlatform(name))
                requirements.Add(new(name, Exact(wanted), scope, line));
        }
    }

    /// <summary>A version alone means that one; a branch is no version.</summary>
    private static string? Exact(string? wanted)
    {
        var text = (wanted ?? "").Trim().TrimStart('=').Trim();
        var isNumber = text is [>= '0' and <= '9', ..] or ['v', >= '0' and <= '9', ..];
        var isBranch = text.EndsWith("-dev", StringComparison.OrdinalIgnoreCase);
        return isNumber && !isBranch && !text.Contains('@', StringComparison.Ordinal) && ComposerVersion.IsVersion(text) ? text : null;
    }
}
