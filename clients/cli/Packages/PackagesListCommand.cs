using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Terminal;
using Cortex.Packages;

namespace Cortex.Cli.Packages;

internal sealed class PackagesListCommand : CortexCommand
{
    private readonly Argument<string> path = new("PATH") { Description = "A folder, whose manifests and lockfiles are read, or one of them; nothing is executed." };

    public PackagesListCommand() : base(
        "list",
        "List the packages that a manifest, a lockfile, or all below a folder name.",
        "cortex packages list .",
        "cortex packages list ~/src/webshop/package-lock.json --json")
    {
        Add(path);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var root = call.Get(path)!;
        var scan = Scan(root, stop);
        foreach (var unreadable in scan.Unreadable)
            await call.Shell.Error.WriteLineAsync(Printable.Of($"{unreadable.Path}{(unreadable.Line is { } line ? $":{line}" : "")}: {unreadable.Reason}"));
        await call.AnswerAsync(
            scan.Packages.Select(p => new { p.Purl, p.Ecosystem, p.Name, p.Version, p.Path, p.Line, p.Direct, p.Scope, p.RequiredBy }),
            () => scan.Packages.Count == 0 ? "No packages." : string.Join('\n', scan.Packages.Select(Line)));
        return ExitCodes.Completed;
    }

    private static PackageScan Scan(string path, CancellationToken stop)
    {
        if (Directory.Exists(path))
            return PackageScanner.Scan(path, ct: stop);
        if (!File.Exists(path))
            throw CommandFailure.Usage($"there is no '{path}'", "Name a folder, a manifest or a lockfile.");
        var file = Path.GetFullPath(path);
        return PackageScanner.IsManifest(file)
            ? PackageScanner.ReadFile(Path.GetDirectoryName(file)!, Path.GetFileName(file), ct: stop)
            : throw CommandFailure.Usage($"no reader knows a file named '{Path.GetFileName(file)}'", "docs/ecosystems.md lists the files that are read.");
    }

    private static string Line(PackageOccurrence p) =>
        Printable.Of($"{p.Purl}  {(p.Direct ? "direct" : "transitive")} {p.Scope}  {p.Path}{(p.Line is { } line ? $":{line}" : "")}");
}
