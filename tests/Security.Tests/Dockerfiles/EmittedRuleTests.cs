using System.Text.RegularExpressions;
using Cortex.Security.Rules;

namespace Cortex.Security.Tests.Dockerfiles;

/// <summary>The other way round is what the examples of the pages show.</summary>
public sealed partial class EmittedRuleTests
{
    [Theory]
    [InlineData("Dockerfiles", "dockerfile/")]
    [InlineData("ComposeFiles", "compose/")]
    [InlineData("Terraform", "terraform/")]
    public void Every_rule_that_the_code_names_has_a_page(string folder, string family)
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Cortex.Services.sln")))
            at = Path.GetDirectoryName(at)!;
        var named = Directory.EnumerateFiles(Path.Combine(at, "services", "security", folder), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Named().Matches(File.ReadAllText(file)).Select(match => match.Groups["rule"].Value))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, rule => RulePages.Find(family + rule) is null);
    }

    [GeneratedRegex("""(\bReport\(|\bstring (Rule|Encrypt|Open|Transport|Bucket) = |\bnew\()"(?<rule>[a-z]+(-[a-z0-9]+)+)"[,;]""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Named();
}
