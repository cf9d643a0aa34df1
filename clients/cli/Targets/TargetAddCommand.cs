using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Terminal;
using Cortex.Workspaces.Targets;

namespace Cortex.Cli.Targets;

internal sealed class TargetAddCommand : CortexCommand
{
    private readonly Argument<string[]> targets = new("PATH_OR_URL")
    {
        Description = "Repositories, folders with repositories directly below them, or URLs (https, ssh). URLs are not fetched.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> group = new("--group") { HelpName = "NAME", Description = "Group to add to (default: the only group of the file, else 'default')." };
    private readonly TargetsOption file = new();

    public TargetAddCommand() : base(
        "add",
        "Name repositories for runs, in the targets file.",
        "cortex target add ~/src/webshop",
        "cortex target add https://git.example.com/team/ledger.git --group payments",
        "cortex target add ../all --targets team/targets.yaml")
    {
        Add(targets);
        Add(group);
        Add(file);
        Add(HostOptions.Data());
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var path = file.PathIn(call);
        var edit = Path.Exists(path) ? await TargetsEdit.OpenAsync(path, stop) : TargetsEdit.Of(path, TargetsTemplate.Head);
        var name = GroupName(call.Get(group), edit.File);
        var added = call.Get(targets)!.Select(typed => AddTo(edit, name, typed, call.Shell.Folder)).ToList();
        await edit.SaveAsync(stop);
        await call.AnswerAsync(
            new { file = path, group = name, added },
            () => string.Join('\n', added.Select(a => Printable.Of($"Added '{a}' to the group '{name}' of {path}."))));
        return ExitCodes.Completed;
    }

    private static string AddTo(TargetsEdit edit, string group, string typed, string here)
    {
        var target = Written(typed, here, edit.File.Folder);
        var place = TargetPlace.Of(target, edit.File.Folder);
        if (edit.File.Groups.FirstOrDefault(g => g.Name == group)?.Entries.FirstOrDefault(e => TargetPlace.Of(e.Target, edit.File.Folder) == place) is { } twin)
            throw CommandFailure.Usage($"'{typed}' is in the group '{group}' already: {edit.File.Path}:{twin.Line}", "Nothing was added.");
        edit.Add(group, target);
        return target;
    }

    private static string Written(string typed, string here, string folder)
    {
        switch (TargetInput.Parse(typed))
        {
            case TargetInput.Remote remote:
                return remote.Url;
            case TargetInput.Folder found:
                var path = TargetPlace.Absolute(found.Path, here);
                return TargetFolder.Problem(path) is { } problem ? throw CommandFailure.Usage($"'{typed}': {problem}", "Nothing was added.") : TargetPlace.Written(path, folder);
            case TargetInput.Refused refused:
                throw CommandFailure.Usage($"'{typed}': {refused.Reason}", "Nothing was added.");
            default:
                throw new InvalidOperationException("An input is a folder, a remote or refused.");
        }
    }

    private static string GroupName(string? wanted, TargetsFile file)
    {
        if (wanted is null)
            return file.Groups is [var only] ? only.Name : TargetsTemplate.DefaultGroup;
        var isName = wanted.Length is > 0 and <= 64 && wanted.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.');
        return isName || file.Groups.Any(g => g.Name == wanted) ? wanted : throw CommandFailure.Usage($"'{wanted}' is no name of a group, which is 1 to 64 letters, digits, '-', '_' and '.'");
    }
}
