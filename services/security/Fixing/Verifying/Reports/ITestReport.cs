using Cortex.Security.Fixing.Relocking;

namespace Cortex.Security.Fixing.Verifying.Reports;

/// <summary>Reads what a test command did from what it left behind; never from its exit code.</summary>
internal interface ITestReport
{
    /// <summary>Removes reports of earlier runs below the folder, so that none is taken for this one's.</summary>
    void Prepare(string folder);

    /// <summary>Null when nothing says that tests ran.</summary>
    TestCounts? Read(ToolResult result, string folder);
}
