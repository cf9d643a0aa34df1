using Cortex.Cli.Commanding;
using Cortex.Cli.Terminal;
using Cortex.Security.Rules;

namespace Cortex.Cli.Rules;

internal sealed class RulesListCommand : CortexCommand
{
    public RulesListCommand() : base(
        "list",
        "List the rules that security looks by: secrets and misconfigurations.",
        "cortex rules list",
        "cortex rules list --json")
    {
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var pages = RulePages.All.ToList();
        await call.AnswerAsync(
            pages.Select(page => new { page.Id, page.Kind, page.Severity, page.Title, page.Controls, page.Source }),
            () => string.Join('\n', pages.Select(page => $"{page.Id,-56}  {Wording.Status(page.Severity),-8}  {page.Title}")));
        return ExitCodes.Completed;
    }
}
