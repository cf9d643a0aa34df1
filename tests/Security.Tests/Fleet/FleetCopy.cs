using System.Diagnostics;
using System.Text.Json;

namespace Cortex.Security.Tests.Fleet;

/// <summary>Copies of the sample repositories without what a build in their folders may have left there; gone after the test.</summary>
internal sealed class FleetCopy : IDisposable
{
    public static string Root { get; } = FindRoot();

    public string Folder { get; } = Directory.CreateTempSubdirectory("cortex-fleet-").FullName;

    public static IReadOnlyList<string> Repositories()
    {
        using var fleet = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "samples", "fleet", "fleet.json")));
        return [.. fleet.RootElement.EnumerateObject().Select(repository => repository.Name)];
    }

    public string Of(string repository)
    {
        var copy = Path.Combine(Folder, repository);
        if (Directory.Exists(copy))
            return copy;
        var source = Path.Combine(Root, "samples", "fleet", repository);
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"]) { WorkingDirectory = source, RedirectStandardOutput = true, UseShellExecute = false })!;
        while (git.StandardOutput.ReadLine() is { } file)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, file))!);
            File.Copy(Path.Combine(source, file), Path.Combine(copy, file));
        }
        git.WaitForExit();
        return copy;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string FindRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Cortex.Services.sln")))
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("The tests are not run inside the repository.");
        return at;
    }
}
