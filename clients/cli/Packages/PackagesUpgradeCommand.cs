using System.CommandLine;
using System.Text;
using Cortex.Cli.Commanding;
using Cortex.Cli.Terminal;
using Cortex.Packages;
using Cortex.Packages.Editing;

namespace Cortex.Cli.Packages;

internal sealed class PackagesUpgradeCommand : CortexCommand
{
    private readonly Argument<string> path = new("PATH") { Description = "The folder of a repository; nothing in it is executed." };

    private readonly Argument<string[]> package = new("PACKAGE VERSION")
    {
        Description = "A purl, or an ecosystem and a name, and the version to be at.",
        Arity = new ArgumentArity(2, 3),
    };

    private readonly Option<string?> from = new("--from") { Description = "The version to leave; without it every lower one.", HelpName = "VERSION" };
    private readonly Option<string?> file = new("--file") { Description = "The manifest or lockfile that names it, relative to PATH; without it every one.", HelpName = "FILE" };
    private readonly Option<RangeStrategy> ranges = new("--ranges") { Description = "How a range is changed.", DefaultValueFactory = _ => RangeStrategy.Auto };
    private readonly Option<bool> write = new("--write") { Description = "Write the files; without it the difference is printed." };

    public PackagesUpgradeCommand() : base(
        "upgrade",
        "Edit manifests and lockfiles so that a package is at another version; only the lines that must change do.",
        "cortex packages upgrade . npm lodash 4.17.21",
        "cortex packages upgrade ~/src/webshop pkg:nuget/Newtonsoft.Json@12.0.3 13.0.1 --write")
    {
        Add(path);
        Add(package);
        Add(from);
        Add(file);
        Add(ranges);
        Add(write);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var root = call.Get(path)!;
        if (!Directory.Exists(root))
            throw CommandFailure.Usage($"there is no folder '{root}'", "Name the folder of a repository.");
        var words = call.Get(package)!;
        var named = NamedPackage.Parse(words[..^1]);
        if (!PackageEditor.Knows(named.Ecosystem))
            throw CommandFailure.Usage($"packages of '{named.Ecosystem}' are not edited");
        var plan = PackageEditor.Plan(root, Upgrades(call, root, named, words[^1], stop), ct: stop);
        var diffs = plan.Files.Select(f => (f.Path, Diff: UnifiedDiff.Of(f.Path, Text(f.Before), Text(f.After)))).ToList();
        if (call.Get(write))
        {
            foreach (var edit in plan.Files)
                await File.WriteAllBytesAsync(Path.Combine(root, edit.Path), edit.After, stop);
        }
        await TellAsync(call, plan);
        if (!call.WantsJson && !call.Get(write) && diffs.Count > 0)
            await call.Shell.Out.WriteAsync(string.Concat(diffs.Select(d => d.Diff)));
        else
            await AnswerAsync(call, plan, diffs);
        return plan.Refused.Count > 0 ? ExitCodes.Failed : ExitCodes.Completed;
    }

    private Task AnswerAsync(Invocation call, EditPlan plan, List<(string Path, string Diff)> diffs) =>
        call.AnswerAsync(
            new
            {
                Written = call.Get(write),
                Files = diffs.Select(d => new { d.Path, d.Diff }),
                Notes = plan.Notes.Select(n => new { Kind = n.Kind.ToString(), n.Path, n.Text, n.Command }),
                Refused = plan.Refused.Select(r => new { r.Upgrade.Name, r.Upgrade.From, r.Upgrade.To, r.Path, r.Line, r.Reason }),
            },
            () => diffs.Count == 0 ? "Nothing to change." : string.Join('\n', diffs.Select(d => Printable.Of(d.Path))));

    private IEnumerable<PackageUpgrade> Upgrades(Invocation call, string root, NamedPackage named, string to, CancellationToken stop)
    {
        var (left, at) = (call.Get(from) ?? named.Version, call.Get(file)?.Replace('\\', '/'));
        if (!IsVersion(named.Ecosystem, to))
            throw CommandFailure.Usage($"'{to}' is no version of {named.Ecosystem}");
        var found = PackageScanner.Scan(root, ct: stop).Packages
            .Where(named.Is)
            .Where(p => at is null || p.Path == at)
            .Where(p => left is not null ? p.Version == left : p.Version is null || VersionOrder.Compare(named.Ecosystem, p.Version, to) < 0)
            .Select(p => (p.Path, From: p.Version ?? "", p.Name)).Distinct().ToList();
        if (found.Count == 0 && at is not null)
            found.Add((at, left ?? "", named.Name));
        if (found.Count == 0)
            throw CommandFailure.Usage(
                $"nothing in '{root}' names {named.Name}{(left is null ? " at a version below " + to : " " + left)}", "'cortex packages list' shows what does; --file names a file that is not listed.");
        return found.Select(f => new PackageUpgrade { Ecosystem = named.Ecosystem, Name = f.Name, From = f.From, To = to, Path = f.Path, Ranges = call.Get(ranges) });
    }

    private static bool IsVersion(string ecosystem, string text)
    {
        try
        {
            return VersionOrder.Compare(ecosystem, text, text) == 0;
        }
        catch (VersionFormatException)
        {
            return false;
        }
    }

    private static async Task TellAsync(Invocation call, EditPlan plan)
    {
        foreach (var note in plan.Notes)
            await call.Shell.Error.WriteLineAsync(Printable.Of($"note: {note.Path}: {note.Text}"));
        foreach (var refusal in plan.Refused)
            await call.Shell.Error.WriteLineAsync(Printable.Of($"refused: {refusal.Path}{(refusal.Line is { } line ? $":{line}" : "")}: {refusal.Reason}"));
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
