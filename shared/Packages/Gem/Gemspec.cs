using System.Text.RegularExpressions;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Gem;

/// <summary>What a gem's specification says it needs: https://guides.rubygems.org/specification-reference.</summary>
internal static partial class Gemspec
{
    public static IReadOnlyList<Requirement> Parse(RepositoryFiles tree, string path) => tree.Parsed(path, bytes =>
    {
        var requirements = new List<Requirement>();
        foreach (var (number, text) in TextLines.Of(bytes, tree.Cancellation))
        {
            if (text.Length > RubyText.MaxLine || Call().Match(RubyText.Code(text)) is not { Success: true } call)
                continue;
            if (RubyText.LeadingTexts(call.Groups["arguments"].Value) is not [var name, .. var wanted])
                continue;
            if (requirements.Count == tree.Limits.MaxPackages)
                throw new UnreadableException($"The file has more than {tree.Limits.MaxPackages} dependencies.", number);
            var scope = call.Groups["kind"].Value == "development_" ? PackageScope.Development : PackageScope.Runtime;
            requirements.Add(new(name, RubyText.Exact(wanted), scope, number));
        }
        return requirements;
    });

    [GeneratedRegex(@"\.add_(?<kind>runtime_|development_)?dependency[\s(]\s*(?<arguments>.*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Call();
}
