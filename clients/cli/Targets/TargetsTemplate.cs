namespace Cortex.Cli.Targets;

/// <summary>The targets file that Cortex begins for a team.</summary>
internal static class TargetsTemplate
{
    public const string DefaultGroup = "default";

    public const string Head = """
        # The repositories that 'cortex run' takes when none is named, in groups; 'cortex run @NAME' takes one group.
        # A target is a repository, a folder with repositories directly below it, or a URL. Paths start at this file's folder.
        # 'cortex target add' and 'cortex target remove' edit this file and leave comments alone.
        #
        #   services:
        #     - https://git.example.com/team/ledger.git
        #     - target: ../all            # of a folder of repositories,
        #       include: ["svc-*"]        # only these; * and ? stand for anything,
        #       exclude: ["*-archive"]    # and not these


        """;

    /// <summary>Suggestions stand in it as comments: without their '# ' they are targets.</summary>
    public static string With(IReadOnlyList<string> suggestions) =>
        $"{Head}groups:\n  {DefaultGroup}:\n" + string.Concat(suggestions.Select(s => $"    # {TargetsText.Entry(s)}\n"));
}
