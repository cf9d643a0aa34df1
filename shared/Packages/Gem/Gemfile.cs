using System.Text.RegularExpressions;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Gem;

/// <summary>
/// The gems of a Gemfile, as far as they stand there in plain words: https://bundler.io/man/gemfile.5.html. Both sides of a condition
/// count, and what code computes is passed over.
/// </summary>
internal sealed partial class Gemfile
{
    private static readonly string[] DevelopmentGroups = ["development", "test"];

    private readonly List<Requirement> requirements = [];
    private readonly Stack<string> blocks = new();
    private int developmentBlocks;

    public IReadOnlyList<Requirement> Requirements => requirements;

    public static Gemfile Parse(RepositoryFiles tree, string path) => tree.Parsed(path, bytes =>
    {
        var file = new Gemfile();
        var (statement, first) = ("", 0);
        foreach (var (number, text) in TextLines.Of(bytes, tree.Cancellation))
        {
            var code = RubyText.Code(text);
            if (code.Length == 0)
                continue;
            first = statement.Length == 0 ? number : first;
            statement = statement.Length == 0 ? code : $"{statement} {code}";
            // A statement goes on after a comma.
            if (code.EndsWith(',') && statement.Length < RubyText.MaxLine)
                continue;
            if (statement.Length < RubyText.MaxLine)
                file.Read(statement, first, tree.Limits);
            statement = "";
        }
        return file;
    });

    private void Read(string statement, int line, ReadLimits limits)
    {
        if (GemCall().Match(statement) is { Success: true } gem)
        {
            if (requirements.Count == limits.MaxPackages)
                throw new UnreadableException($"The file has more than {limits.MaxPackages} gems.", line);
            Add(gem.Groups["arguments"].Value, line);
        }
        else if (statement is "end" && blocks.TryPop(out var closed))
        {
            developmentBlocks -= IsDevelopment(closed) ? 1 : 0;
        }
        else if (GroupBlock().Match(statement) is { Success: true } group)
        {
            Open(group.Groups["groups"].Value);
        }
        else if (Block().IsMatch(statement))
        {
            Open("");
        }
    }

    private void Open(string groups)
    {
        blocks.Push(groups);
        developmentBlocks += IsDevelopment(groups) ? 1 : 0;
    }

    private void Add(string arguments, int line)
    {
        if (RubyText.LeadingTexts(arguments) is not [var name, .. var wanted])
            return;
        var development = developmentBlocks > 0
            || (GroupOption().Match(arguments) is { Success: true } option && IsDevelopment(option.Groups["groups"].Value));
        requirements.Add(new(name, RubyText.Exact(wanted), development ? PackageScope.Development : PackageScope.Runtime, line));
    }

    /// <summary>Whether the text names groups, and only such as are not installed for production.</summary>
    private static bool IsDevelopment(string groups) =>
        Word().Matches(groups).Select(match => match.Value).ToArray() is { Length: > 0 } names && names.All(DevelopmentGroups.Contains);

    [GeneratedRegex(@"^gem[\s(]\s*(?<arguments>.*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex GemCall();

    [GeneratedRegex(@"^group[\s(](?<groups>[^|]*?)(,\s*optional:\s*true)?\)?\s+do$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex GroupBlock();

    [GeneratedRegex(@"(\sdo(\s*\|[^|]*\|)?$)|(^(if|unless|case|begin|while|def|module|class)\b)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Block();

    [GeneratedRegex(@"(\bgroups?:|:groups?\s*=>)\s*(?<groups>\[[^\]]*\]|:?[A-Za-z_""']+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex GroupOption();

    [GeneratedRegex("[A-Za-z_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
