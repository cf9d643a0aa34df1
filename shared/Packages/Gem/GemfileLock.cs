using Cortex.Packages.Reading;

namespace Cortex.Packages.Gem;

/// <summary>A Gemfile.lock or gems.locked: https://bundler.io/man/gemfile.5.html, https://bundler.io/guides/rationale.html.</summary>
internal sealed class GemfileLock
{
    private static readonly string[] Sources = ["GEM", "GIT", "PATH", "PLUGIN SOURCE"];

    private readonly List<GemSpec> specs = [];
    private readonly List<string> dependencies = [];
    private readonly List<(int Line, string Reason)> broken = [];
    private HashSet<string>? names;

    public IReadOnlyList<GemSpec> Specs => specs;

    /// <summary>What the Gemfile asks for; null when the file does not say.</summary>
    public IReadOnlyList<string>? Dependencies { get; private set; }

    public IReadOnlyList<(int Line, string Reason)> Broken => broken;

    public bool Pins(string name) => (names ??= specs.Select(spec => spec.Name).ToHashSet(StringComparer.Ordinal)).Contains(name);

    public static GemfileLock Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var file = new GemfileLock();
        var section = "";
        foreach (var (number, text) in TextLines.Of(bytes, ct))
        {
            var content = text.Trim();
            var indent = text.Length - text.TrimStart(' ').Length;
            if (content.Length == 0)
                continue;
            if (indent == 0)
                section = content;
            else if (section == "DEPENDENCIES" && indent == 2)
                file.dependencies.Add(NameOf(content));
            else if (Sources.Contains(section) && indent >= 4)
                file.Read(content, indent, number, limits);
            if (section == "DEPENDENCIES")
                file.Dependencies = file.dependencies;
        }
        return file;
    }

    /// <summary>A gem stands at indent 4, as "name (1.0.0-platform)"; below it, at 6, what it needs.</summary>
    private void Read(string content, int indent, int number, ReadLimits limits)
    {
        var name = NameOf(content);
        if (indent > 4)
        {
            if (specs is [.., var last] && GemName.IsValid(name))
                last.Needs.Add(name);
            return;
        }
        var version = VersionOf(content);
        if (!GemName.IsValid(name))
            broken.Add((number, GemName.Complaint(name)));
        else if (version.Length == 0)
            broken.Add((number, $"{Display.Quote(content)} has no version in brackets and is left out; run bundle install."));
        else if (specs.Count == limits.MaxPackages)
            throw new UnreadableException($"The file lists more than {limits.MaxPackages} gems; raise the limit or remove the file.", number);
        else
            specs.Add(new(name, version, number));
    }

    private static string NameOf(string content) => content.Split(' ', 2)[0].TrimEnd('!');

    private static string VersionOf(string content)
    {
        var start = content.IndexOf('(', StringComparison.Ordinal);
        var end = content.LastIndexOf(')');
        return start < 0 || end < start ? "" : content[(start + 1)..end].Split('-')[0].Trim();
    }
}

internal sealed record GemSpec(string Name, string Version, int Line)
{
    public List<string> Needs { get; } = [];
}
