using Cortex.Security.Dockerfiles.Runs;
using Cortex.Security.Dockerfiles.Shell;

namespace Cortex.Security.Dockerfiles.Fixes;

/// <summary>Fixes of commands within a RUN.</summary>
internal static class CommandFixes
{
    private static readonly HashSet<string> SameInBoth = new(StringComparer.Ordinal) { "update", "install", "upgrade", "remove", "purge", "autoremove", "clean", "autoclean", "dist-upgrade" };
    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal) { "install", "in", "add", "remove", "rm", "patch", "localinstall", "groupinstall", "reinstall", "source-install", "si" };

    public static string? AptToAptGet(FixedPlace place) =>
        Command(place, "apt") is { } apt && apt.Verb() is { } verb && SameInBoth.Contains(verb) ? Replace(place, apt.Offset, "apt", "apt-get") : null;

    public static string? AfterName(FixedPlace place, string option, params string[] names) =>
        Commands(place).FirstOrDefault(command => names.Contains(command.Name, StringComparer.Ordinal) && place.Instruction.LineAt(command.Offset) == place.Line && !command.Has(option.Trim().Split('=')[0])) is { } command
            ? Replace(place, command.Offset, command.Name, command.Name + option) : null;

    public static string? AfterVerb(FixedPlace place, string option, params string[] names)
    {
        // Of several commands of that name in a line, "apt-get update && apt-get install", the first that lacks the option.
        var flags = option.Trim() == "-y" ? (string[])["-y", "--yes", "--assume-yes", "--assumeyes"] : [option.Trim()];
        var verb = Commands(place).Where(command => names.Contains(command.Name, StringComparer.Ordinal) && place.Instruction.LineAt(command.Offset) == place.Line && !command.Has(flags))
            .Select(command => command.Arguments.FirstOrDefault(word => Verbs.Contains(word.Text))).FirstOrDefault(word => word is not null);
        return verb is null ? null : Replace(place, verb.Offset, verb.Text, verb.Text + option);
    }

    public static string? WithoutPipCache(FixedPlace place)
    {
        var pip = Commands(place).FirstOrDefault(c => place.Instruction.LineAt(c.Offset) == place.Line && !c.Has("--no-cache-dir") && (c.Name.StartsWith("pip", StringComparison.Ordinal) || c.Arguments is [{ Text: "-m" }, { Text: "pip" or "pip3" }, ..]));
        var verb = pip?.Arguments.FirstOrDefault(word => word.Text == "install");
        return verb is null ? null : Replace(place, verb.Offset, verb.Text, verb.Text + " --no-cache-dir");
    }

    public static string? CleanDnf(FixedPlace place) =>
        Command(place, "dnf", "microdnf") is { } command ? AtEnd(place, command.Name + " clean all", command.Name) : null;

    /// <summary>Only where all commands are joined by &amp;&amp;, and what is cleaned has been used: after another join it might not be run, or hide a failure.</summary>
    public static string? AtEnd(FixedPlace place, string cleaning, string name)
    {
        var commands = Commands(place).Where(command => command.Depth == 0).ToList();
        var isChain = commands.TrueForAll(command => command.Joined is Joined.First or Joined.And && !command.PipesOn) && commands.Count == Commands(place).Count;
        var isUsed = name != "apt-get" || commands.Exists(command => command.Name is "apt-get" or "apt" && command.Verb() is not ("update" or null));
        var last = place.Instruction.PlaceOf(Math.Max(0, place.Instruction.Arguments.Length - 1)).Line;
        return isChain && isUsed && last == place.Instruction.EndLine && !place.Instruction.Arguments.Contains('#', StringComparison.Ordinal) && place.Instruction.Arguments[^1] is not (';' or '&' or '|')
            ? place.Edit.Append(last, " && " + cleaning)
            : null;
    }

    private static ShellCommand? Command(FixedPlace place, params string[] names) =>
        Commands(place).FirstOrDefault(command => names.Contains(command.Name, StringComparer.Ordinal) && place.Instruction.LineAt(command.Offset) == place.Line);

    private static IReadOnlyList<ShellCommand> Commands(FixedPlace place) =>
        place.Instruction is { Keyword: "RUN", Exec: null } && StageRun.Of(place.Stage).FirstOrDefault(run => run.Instruction == place.Instruction) is { } found ? found.Commands : [];

    private static string? Replace(FixedPlace place, int offset, string old, string by) => place.Edit.Replace(place.Instruction.PlaceOf(offset), old, by);
}
