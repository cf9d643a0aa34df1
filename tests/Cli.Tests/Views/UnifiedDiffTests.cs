using System.Diagnostics;
using Cortex.Cli.Packages;

namespace Cortex.Cli.Tests.Views;

public sealed class UnifiedDiffTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cortex-diff-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("a\nb\nc\n", "a\nx\nc\n")]
    [InlineData("a\nb\nc", "a\nb\nc\n")]
    [InlineData("a\nb\n", "a\nb\nc")]
    [InlineData("a\r\nb\r\n", "a\r\nc\r\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n", "0\n1\n2\n3\n4\n5\n6\n8\n9\n10\n11\n12\n13\n14\n15\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "2\n1\n3\n4\n5\n6\n7\n9\n8\n")]
    [InlineData("only\n", "other\n")]
    public void Git_applies_it(string before, string after)
    {
        var file = Path.Combine(folder.FullName, "file");
        File.WriteAllText(file, before);

        var git = Process.Start(new ProcessStartInfo("git", "apply -")
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        git.StandardInput.Write(UnifiedDiff.Of("file", before, after));
        git.StandardInput.Close();
        git.WaitForExit();

        Assert.Equal("", git.StandardError.ReadToEnd());
        Assert.Equal(after, File.ReadAllText(file));
    }
}
