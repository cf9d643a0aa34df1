using System.CommandLine;
using System.Runtime.CompilerServices;
using Cortex.Cli.Commanding;
using Cortex.Cli.Tests.Processes;

namespace Cortex.Cli.Tests.Help;

/// <summary>CORTEX_APPROVE=1 writes the texts anew; the difference is then the reviewer's.</summary>
public class HelpTests
{
    public static TheoryData<string> Commands => [.. Paths(CommandTree.Build()).Select(p => string.Join(' ', p))];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_is_what_was_approved(string command)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var help = await InProcess.RunAsync([.. words, "--help"]);

        Assert.Equal(ExitCodes.Completed, help.ExitCode);
        Assert.Empty(help.Error);
        var file = Approved(words.Length == 0 ? "cortex" : string.Join('-', words));
        var text = string.Join('\n', help.Out.Replace(RootCommand.ExecutableName, "cortex").Split('\n').Select(l => l.TrimEnd())).TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("CORTEX_APPROVE") == "1")
            await File.WriteAllTextAsync(file, text);
        Assert.Equal(await File.ReadAllTextAsync(file), text);
    }

    [Fact]
    public void Every_command_has_an_example_and_json()
    {
        foreach (var command in All(CommandTree.Build()).OfType<CortexCommand>())
        {
            Assert.NotEmpty(command.Examples);
            Assert.NotNull(command.Json);
        }
    }

    [Fact]
    public void Every_example_can_be_parsed()
    {
        var root = CommandTree.Build();
        foreach (var example in All(root).OfType<CortexCommand>().SelectMany(c => c.Examples))
        {
            var at = example.IndexOf("cortex ", StringComparison.Ordinal);
            var line = example[(at + "cortex ".Length)..].Split([" < ", " > "], StringSplitOptions.None)[0].TrimEnd(')');
            Assert.Empty(UsageErrors.Of(root.Parse(line)));
        }
    }

    private static IEnumerable<string[]> Paths(Command root, params string[] above) =>
        root.Subcommands.SelectMany(c => Paths(c, [.. above, c.Name])).Prepend(above);

    private static IEnumerable<Command> All(Command root) => root.Subcommands.SelectMany(All).Prepend(root);

    private static string Approved(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "approved", $"{name}.txt");
}
