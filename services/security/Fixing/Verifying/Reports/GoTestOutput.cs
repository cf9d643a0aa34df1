using System.Text.Json;
using Cortex.Security.Fixing.Relocking;

namespace Cortex.Security.Fixing.Verifying.Reports;

/// <summary>What <c>go test -json</c> prints: an event a line. Those without a test's name are of packages and do not count.</summary>
internal sealed class GoTestOutput : ITestReport
{
    public void Prepare(string folder)
    {
    }

    public TestCounts? Read(ToolResult result, string folder)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in result.Output.Split('\n').Where(line => line.StartsWith('{')))
            if (Event(line) is var (test, action) && action is "pass" or "fail" or "skip")
                last[test] = action;
        var failures = last.Where(t => t.Value == "fail").Select(t => t.Key).Order(StringComparer.Ordinal).ToList();
        return last.Count == 0 ? null : new()
        {
            Passed = last.Count(t => t.Value == "pass"),
            Failed = failures.Count,
            Skipped = last.Count(t => t.Value == "skip"),
            Failures = failures,
        };
    }

    private static (string Test, string Action)? Event(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            string? Text(string name) => document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return Text("Test") is { } test && Text("Action") is { } action ? ($"{Text("Package")}.{test}", action) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
