using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Configuration;
using Cortex.Cli.Targets;
using Cortex.Cli.Terminal;

namespace Cortex.Cli.Starting;

internal sealed class InitCommand : CortexCommand
{
    private readonly Option<bool> all = new("--all") { Description = "Name every repository that is found, without asking." };
    private readonly TargetsOption file = new();

    public InitCommand() : base(
        "init",
        "Begin config.yaml and targets.yaml, with the git repositories that are here or directly below. Overwrites nothing.",
        "cortex init",
        "cortex init --all --targets team/targets.yaml")
    {
        Add(all);
        Add(file);
        Add(HostOptions.Data());
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var config = await BeginConfigAsync(Path.Combine(call.Settings.Data.Root, "config.yaml"), stop);
        var path = file.PathIn(call);
        var isNew = !Path.Exists(path);
        var edit = isNew ? TargetsEdit.Of(path, TargetsTemplate.With([])) : await TargetsEdit.OpenAsync(path, stop);
        var folder = edit.File.Folder;
        var known = edit.File.Groups.SelectMany(g => g.Entries).SelectMany(e => e.Find(folder).Places).SelectMany(Places).ToHashSet(StringComparer.Ordinal);
        var found = FoundRepositories.In(call.Shell.Folder).Where(repository => !known.Contains(repository)).Select(repository => TargetPlace.Written(repository, folder)).ToList();

        var isWanted = found.Count > 0 && (call.Get(all) || Ask(call, found, path));
        if (isNew && !isWanted)
            edit = TargetsEdit.Of(path, TargetsTemplate.With(found));
        foreach (var target in isWanted ? found : [])
            edit.Add(edit.File.Groups is [var only] ? only.Name : TargetsTemplate.DefaultGroup, target);
        if (isNew || isWanted)
            await edit.SaveAsync(stop);

        var outcome = new Outcome(config, new Begun(path, isNew), found, isWanted ? found : []);
        await call.AnswerAsync(outcome, () => TextOf(outcome, edit.File.Groups.Sum(g => g.Entries.Count), Suffix(call)));
        return ExitCodes.Completed;
    }

    /// <summary>The folder itself, which may stand for all that is below it, and the repositories in it.</summary>
    private static IEnumerable<string> Places(string place) => Directory.Exists(place) ? [place, .. FoundRepositories.In(place)] : [place];

    private static async Task<Begun> BeginConfigAsync(string path, CancellationToken stop)
    {
        if (Path.Exists(path))
            return new Begun(path, IsNew: false);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            // A token may be written into it.
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var stream = new FileStream(path, options);
            await using var writer = new StreamWriter(stream);
            await writer.WriteAsync(ConfigTemplate.Text.AsMemory(), stop);
            return new Begun(path, IsNew: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException { HResult: not 28 })
        {
            throw CommandFailure.Usage($"{path} cannot be written: {e.Message}", "Name a data directory that can be written with --data.");
        }
    }

    private static bool Ask(Invocation call, List<string> found, string path)
    {
        if (!call.Shell.CanAsk || call.JsonOnly)
            return false;
        call.Shell.Out.WriteLine($"Found {Wording.Count(found.Count, "repository", "repositories")} here:");
        foreach (var target in found)
            call.Shell.Out.WriteLine(Printable.Of($"  {target}"));
        call.Shell.Out.Write($"Name {(found.Count == 1 ? "it" : "them")} in {path}? [y/N] ");
        call.Shell.Out.Flush();
        return call.Shell.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static string TextOf(Outcome outcome, int targets, string suffix)
    {
        var lines = new List<string>
        {
            Line(outcome.Config),
            Line(outcome.Targets),
        };
        lines.AddRange(outcome.Added.Select(a => $"  named:      {a}"));
        if (outcome.Added.Count == 0)
            lines.AddRange(outcome.Found.Select(f => $"  not named:  {f}"));
        if (outcome.Added.Count == 0 && outcome.Found.Count > 0)
            lines.Add($"'cortex init --all{suffix}' names {(outcome.Found.Count == 1 ? "it" : "them")}{(outcome.Targets.IsNew ? ", or take the '# ' off in the file" : "")}.");
        lines.Add("Next:");
        if (targets == 0)
            lines.Add(Next("target add PATH_OR_URL", suffix, "names a repository"));
        lines.Add(Next("target list", suffix, "shows the repositories and how they are"));
        lines.Add(Next("run", suffix, "takes them through a run"));
        return string.Join('\n', lines.Select(Printable.Of));
    }

    private static string Next(string command, string suffix, string does) => $"  {"cortex " + command + suffix,-30}  {does}";

    private static string Line(Begun begun) => begun.IsNew ? $"Wrote {begun.Path}." : $"{begun.Path} was there already.";

    /// <summary>What makes the next commands mean the same files.</summary>
    private string Suffix(Invocation call)
    {
        var data = call.Settings.Values.First(v => v.Setting == KnownSettings.Data);
        return (call.Get(file) is { } named ? $" --targets {named}" : "") + (data.Source == $"flag {KnownSettings.Data.Flag}" ? $" --data {data.Value}" : "");
    }

    private sealed record Begun(string Path, bool IsNew);

    private sealed record Outcome(Begun Config, Begun Targets, IReadOnlyList<string> Found, IReadOnlyList<string> Added);
}
