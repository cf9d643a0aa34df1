using Cortex.Security.Fixing.Relocking;

namespace Cortex.Security.Fixing.Verifying.Reports;

/// <summary>
/// What test scripts print. Which runner a script calls cannot be told from outside, so each known form is looked for: sums of node's runner
/// (TAP and spec), plain TAP, Jest, Vitest, Mocha, pytest, RSpec and minitest. A script may call several runners, and one several times.
/// </summary>
internal sealed class ScriptOutput : ITestReport
{
    public void Prepare(string folder)
    {
    }

    public TestCounts? Read(ToolResult result, string folder)
    {
        var output = AnsiText.Plain(result.Output);
        var sums = NodeRunner.Read(output) ?? TapLines.Read(output);
        var others = RunnerSums.Read(output);
        return (sums, others) switch
        {
            (null, null) => null,
            (not null, not null) => sums + others,
            _ => sums ?? others,
        };
    }
}
