using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Terminal;
using Cortex.Packages;

namespace Cortex.Cli.Packages;

internal sealed class PackagesListCommand : CortexCommand
{
    private readonly Argument<string> path = new("PATH") { Description = "A folder; its manifests and lockfiles are read, nothing is executed." };

    public PackagesListCommand() : base(
        "list",
        "List the packages that the manifests and lockfiles below a folder name.",
        "cortex packages list .",
        "cortex packages list ~/src/webshop --json")
    {
        Add(path);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var root = call.Get(path)!;
        if (!Directory.Exists(root))
            throw CommandFailure.Usage(File.Exists(root) ? $"'{root}' is a file; name the folder it is in" : $"there is no folder '{root}'");
        var scan = PackageScanner.Scan(root, ct: stop);
        foreach (var unreadable in scan.Unreadable)
            await call.Shell.Error.WriteLineAsync(Printable.Of($"{unreadable.Path}{(unreadable.Line is { } line ? $":{line}" : "")}: {unreadable.Reason}"));
        await call.AnswerAsync(
            scan.Packages.Select(p => new { p.Purl, p.Ecosystem, p.Name, p.Version, p.Path, p.Line, p.Direct, p.Scope }),
            () => scan.Packages.Count == 0 ? "No packages." : string.Join('\n', scan.Packages.Select(Line)));
        return ExitCodes.Completed;
    }

    private static string Line(PackageOccurrence p) =>
        Printable.Of($"{p.Purl}  {(p.Direct ? "direct" : "transitive")} {p.Scope}  {p.Path}{(p.Line is { } line ? $":{line}" : "")}");
}
