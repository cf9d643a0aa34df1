using System.Xml;
using System.Xml.Linq;
using Cortex.Security.Fixing.Relocking;

namespace Cortex.Security.Fixing.Verifying.Reports;

/// <summary>Reports in files: TRX, and the XML that JUnit began and Surefire, pytest and PHPUnit write too.</summary>
internal sealed class ResultFiles(string pattern) : ITestReport
{
    private const int MostFiles = 2_000;
    private const long MostBytes = 64 * 1024 * 1024;

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, MaxRecursionDepth = 10, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    public void Prepare(string folder)
    {
        foreach (var file in Files(folder))
            File.Delete(file);
    }

    public TestCounts? Read(ToolResult result, string folder)
    {
        TestCounts? all = null;
        foreach (var file in Files(folder).Where(file => new FileInfo(file).Length <= MostBytes))
            if (Read(file) is { } counts)
                all = (all ?? new()) + counts;
        return all;
    }

    private IEnumerable<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, pattern, Everywhere).Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(MostFiles)];

    private static TestCounts? Read(string file)
    {
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader).Root switch
            {
                { Name.LocalName: "TestRun" } run => Trx(run),
                { Name.LocalName: "testsuites" or "testsuite" } suites => JUnit(suites),
                _ => null,
            };
        }
        catch (Exception e) when (e is XmlException or IOException)
        {
            // A report that broke off with its tests is none.
            return null;
        }
    }

    private static TestCounts Trx(XElement run)
    {
        var results = run.Descendants().Where(e => e.Name.LocalName is "UnitTestResult" or "TestResult")
            .Select(e => (Name: (string?)e.Attribute("testName") ?? "?", Outcome: (string?)e.Attribute("outcome") ?? "")).ToList();
        var failures = results.Where(r => r.Outcome is "Failed" or "Error" or "Timeout" or "Aborted").Select(r => r.Name).ToList();
        var passed = results.Count(r => r.Outcome is "Passed" or "PassedButRunAborted" or "Warning");
        return new() { Passed = passed, Failed = failures.Count, Skipped = results.Count - passed - failures.Count, Failures = failures };
    }

    private static TestCounts JUnit(XElement suites)
    {
        var cases = suites.DescendantsAndSelf().Where(e => e.Name.LocalName == "testcase").ToList();
        bool Has(XElement test, params ReadOnlySpan<string> names)
        {
            foreach (var child in test.Elements())
                if (names.Contains(child.Name.LocalName))
                    return true;
            return false;
        }
        var failures = cases.Where(test => Has(test, "failure", "error")).Select(test => $"{(string?)test.Attribute("classname")}.{(string?)test.Attribute("name")}".TrimStart('.')).ToList();
        var skipped = cases.Count(test => !Has(test, "failure", "error") && Has(test, "skipped"));
        return new() { Passed = cases.Count - failures.Count - skipped, Failed = failures.Count, Skipped = skipped, Failures = failures };
    }
}
