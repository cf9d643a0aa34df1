using System.Text.RegularExpressions;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Hex;

/// <summary>A mix.lock: an Elixir map that Mix writes with one entry a line. https://hexdocs.pm/mix/Mix.Tasks.Deps.html.</summary>
internal sealed partial class MixLock
{
    public const string FileName = "mix.lock";

    private readonly List<MixLockEntry> entries = [];
    private HashSet<string>? applications;

    public IReadOnlyList<MixLockEntry> Entries => entries;

    /// <summary>Lines that are no entry.</summary>
    public List<int> Broken { get; } = [];

    public bool Pins(string application) =>
        (applications ??= entries.Select(e => e.Application).ToHashSet(StringComparer.Ordinal)).Contains(application);

    public static MixLock Parse(RepositoryFiles tree, string path) =>
        tree.Parsed(path, bytes => Parse(bytes, tree.Limits, tree.Cancellation));

    private static MixLock Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var file = new MixLock();
        foreach (var (number, text) in TextLines.Of(bytes, ct))
        {
            var content = text.Trim();
            if (content.Length == 0 || content[0] is '#' or '%' or '}')
                continue;
            if (file.entries.Count == limits.MaxPackages)
                throw new UnreadableException($"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", number);
            if (Entry().Match(content) is { Success: true } match)
                file.entries.Add(Read(match, number));
            else
                file.Broken.Add(number);
        }
        return file;
    }

    private static MixLockEntry Read(Match match, int line)
    {
        var hex = match.Groups["package"].Success;
        var entry = new MixLockEntry
        {
            Application = match.Groups["application"].Value,
            Name = hex ? match.Groups["package"].Value : match.Groups["application"].Value,
            Version = hex ? match.Groups["version"].Value : null,
            Line = line,
        };
        foreach (Match need in Need().Matches(match.Groups["rest"].Value))
            entry.Needs.Add((need.Groups["application"].Value, need.Groups["optional"].Success));
        return entry;
    }

    [GeneratedRegex(
        """^"(?<application>[^"]*)":\s*\{:((hex,\s*:"?(?<package>[^,"\s]+)"?,\s*"(?<version>[^"]*)")|(git,\s*"[^"]*")|([a-z_]+,))(?<rest>.*)$""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Entry();

    [GeneratedRegex(
        """\{:"?(?<application>[A-Za-z0-9_@?!-]+)"?,\s*("[^"]*"|nil),\s*\[[^\]]*?(?<optional>optional: true)?\]""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Need();
}

internal sealed class MixLockEntry
{
    /// <summary>The application, by which others ask for it; usually the package's name, too.</summary>
    public required string Application { get; init; }

    public required string Name { get; init; }

    /// <summary>Null for what comes from git.</summary>
    public required string? Version { get; init; }

    public required int Line { get; init; }

    public List<(string Application, bool Optional)> Needs { get; } = [];
}
