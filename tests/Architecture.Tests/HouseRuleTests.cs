namespace Cortex.Architecture.Tests;

/// <summary>Rules of the house that a file listing can check.</summary>
public sealed class HouseRuleTests
{
    private const int LongestProgram = 30;

    [Fact]
    public void A_Program_is_a_table_of_contents()
    {
        foreach (var program in Sources().Where(file => Path.GetFileName(file) == "Program.cs" && !file.Contains("/samples/", StringComparison.Ordinal)))
            Assert.True(File.ReadAllLines(program).Length <= LongestProgram, $"{program} is longer than {LongestProgram} lines.");
    }

    [Fact]
    public void Folders_are_named_after_features_not_kinds()
    {
        string[] kinds = ["Models", "Services", "Interfaces", "Helpers", "Utils", "Common", "Extensions", "Managers"];
        var offenders = Sources().Select(file => Path.GetDirectoryName(Path.GetRelativePath(RepositoryRoot.Path, file))!)
            .Distinct(StringComparer.Ordinal)
            .Where(folder => folder.Split('/').Skip(2).Intersect(kinds, StringComparer.Ordinal).Any());
        Assert.Empty(offenders);
    }

    [Fact]
    public void No_source_has_a_region() =>
        Assert.DoesNotContain(Sources(), file => File.ReadLines(file).Any(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal)));

    [Fact]
    public void The_samples_inherit_no_build_setting()
    {
        var samples = Path.Combine(RepositoryRoot.Path, "samples");
        foreach (var file in (string[])["Directory.Build.props", "Directory.Packages.props"])
            Assert.True(File.Exists(Path.Combine(samples, file)), $"samples/{file} must shield the samples from the file of the same name above.");
        Assert.DoesNotContain("samples", File.ReadAllText(Path.Combine(RepositoryRoot.Path, "Cortex.Services.sln")), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Sources() =>
        ((string[])["shared", "services", "clients", "tests", "benchmarks"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/data/", StringComparison.Ordinal));
}
