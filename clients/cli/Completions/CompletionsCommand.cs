using System.CommandLine;
using Cortex.Cli.Commanding;

namespace Cortex.Cli.Completions;

internal sealed class CompletionsCommand : CortexCommand
{
    private readonly Argument<string> kind = new("SHELL") { Description = "bash, zsh or fish." };

    public CompletionsCommand() : base(
        "completions",
        "Print a script that completes cortex's commands and options.",
        "source <(cortex completions bash)",
        "cortex completions fish > ~/.config/fish/completions/cortex.fish")
    {
        Add(kind.OneOfWords("bash", "zsh", "fish"));
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var script = call.Get(kind) switch { "bash" => CompletionScripts.Bash, "zsh" => CompletionScripts.Zsh, _ => CompletionScripts.Fish };
        await call.AnswerAsync(new { script }, () => script);
        return ExitCodes.Completed;
    }
}
