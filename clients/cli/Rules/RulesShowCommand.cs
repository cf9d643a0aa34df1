using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Cli.Terminal;
using Cortex.Hosting.Suggestions;
using Cortex.Security.Rules;

namespace Cortex.Cli.Rules;

internal sealed class RulesShowCommand : CortexCommand
{
    private readonly Argument<string> id = new("RULE") { Description = "The rule's id, as findings and 'cortex rules list' have it." };

    public RulesShowCommand() : base(
        "show",
        "Show a rule's page: what it looks for, why, by whose word, with examples.",
        "cortex rules show pod-security/baseline/privileged",
        "cortex rules show dockerfile/latest-base --json")
    {
        id.CompletionSources.Add(_ => RulePages.All.Select(page => new System.CommandLine.Completions.CompletionItem(page.Id)));
        Add(id);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var wanted = call.Get(id)!;
        if (RulePages.Find(wanted) is not { } page)
            throw CommandFailure.Usage(
                $"there is no rule '{Printable.Of(wanted)}'{(Nearest.Of(wanted, RulePages.All.Select(p => p.Id)) is { } near ? $"; did you mean '{near}'?" : "")}",
                "'cortex rules list' names them all.");
        await call.AnswerAsync(
            new { page.Id, page.Kind, page.Severity, page.Title, page.Controls, page.Source, page.Markdown },
            () => string.Join('\n', [
                $"{page.Id}  ({Wording.Status(page.Severity)})",
                .. page.Controls.Select(control => $"control: {control}"),
                $"source:  {page.Source}",
                "",
                page.Markdown]));
        return ExitCodes.Completed;
    }
}
