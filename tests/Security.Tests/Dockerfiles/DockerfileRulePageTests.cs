using Cortex.Documents.Pages;
using Cortex.Security.Dockerfiles;
using Cortex.Security.Rules;

namespace Cortex.Security.Tests.Dockerfiles;

/// <summary>The examples of docs/rules/dockerfile, in both directions.</summary>
public sealed class DockerfileRulePageTests
{
    private static readonly DockerfileDetector Detector = new(new DateOnly(2026, 1, 1), new()
    {
        TrustedRegistries = ["docker.io", "gcr.io", "mcr.microsoft.com"],
        RequiredLabels = ["org.opencontainers.image.source"],
        RequireHealthCheck = true,
    });

    public static TheoryData<string> Rules() => [.. RulePages.All.Where(page => page.Id.StartsWith("dockerfile/", StringComparison.Ordinal)).Select(page => page.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_bad_example_is_found_and_a_good_one_is_not(string rule)
    {
        var page = RulePages.Of(rule);
        Assert.NotEmpty(page.Bad);
        Assert.NotEmpty(page.Good);
        Assert.NotEmpty(page.Controls);
        Assert.All(page.Bad, example => Assert.Contains(rule, Found(example)));
        Assert.All(page.Good, example => Assert.DoesNotContain(rule, Found(example)));
    }

    private static IEnumerable<string> Found(RuleExample example) => LookedAt.Found(Detector, example.File ?? "Dockerfile", example.Text).Select(d => d.Rule);
}
