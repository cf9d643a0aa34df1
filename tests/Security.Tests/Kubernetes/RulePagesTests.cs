using System.Reflection;
using Cortex.Security.Kubernetes;
using Cortex.Documents.Pages;
using Cortex.Security.Rules;

namespace Cortex.Security.Tests.Kubernetes;

public sealed class RulePagesTests
{
    public static TheoryData<string> Ids => [.. Pages().Select(page => page.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_bad_example_is_found(string id)
    {
        var page = RulePages.Of(id);
        Assert.NotEmpty(page.Bad);
        foreach (var example in page.Bad)
            Assert.True(Found(page, example), $"{id}: not found in\n{example.Text}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_good_example_is(string id)
    {
        var page = RulePages.Of(id);
        Assert.NotEmpty(page.Good);
        foreach (var example in page.Good)
            Assert.False(Found(page, example), $"{id}: found in\n{example.Text}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_page_names_a_control_and_why(string id)
    {
        var page = RulePages.Of(id);
        Assert.NotEmpty(page.Controls);
        Assert.Contains("## Why", page.Markdown, StringComparison.Ordinal);
        Assert.StartsWith("https://", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_code_can_report_and_what_has_a_page_is_the_same()
    {
        var reported = typeof(KubernetesDetector).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("Cortex.Security.Kubernetes", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field is { IsLiteral: true, FieldType: var type } && type == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(text => text.StartsWith("pod-security/", StringComparison.Ordinal) || text.StartsWith("kubernetes/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.Equal(Pages().Select(page => page.Id), reported);
    }

    private static IEnumerable<RulePage> Pages() => RulePages.All.Where(page =>
        page.Id.StartsWith("pod-security/", StringComparison.Ordinal) || page.Id.StartsWith("kubernetes/", StringComparison.Ordinal));

    private static bool Found(RulePage page, RuleExample example)
    {
        var found = Checkout.Scan((example.File ?? "example." + example.Language, example.Text));
        Assert.Empty(found.Problems);
        return found.Of(page.Id).Any();
    }
}
