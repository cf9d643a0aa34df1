namespace Cortex.Security.Fixing.Verifying.Reports;

/// <summary>What a run of tests came to, as their own report has it.</summary>
internal sealed record TestCounts
{
    public int Passed { get; init; }

    public int Failed { get; init; }

    public int Skipped { get; init; }

    /// <summary>Names of those that failed, where the report gives them.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>Skipped ones did not run.</summary>
    public int Ran => Passed + Failed;

    public static TestCounts operator +(TestCounts a, TestCounts b) =>
        new() { Passed = a.Passed + b.Passed, Failed = a.Failed + b.Failed, Skipped = a.Skipped + b.Skipped, Failures = [.. a.Failures, .. b.Failures] };

    public string Text() => $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");
}
