using System.CommandLine;
using System.CommandLine.Help;
using Cortex.Cli.Advisories;
using Cortex.Cli.Baselines;
using Cortex.Cli.Catalog;
using Cortex.Cli.Commanding;
using Cortex.Cli.Completions;
using Cortex.Cli.Configuration;
using Cortex.Cli.Doctor;
using Cortex.Cli.Messages;
using Cortex.Cli.Packages;
using Cortex.Cli.Plans;
using Cortex.Cli.Replays;
using Cortex.Cli.Rules;
using Cortex.Cli.Runs;
using Cortex.Cli.Serving;
using Cortex.Cli.Starting;
using Cortex.Cli.Targets;
using Cortex.Cli.Undo;
using Cortex.Cli.Up;
using Cortex.Cli.Work;

namespace Cortex.Cli;

/// <summary>Every command of <c>cortex</c>.</summary>
internal static class CommandTree
{
    public static RootCommand Build()
    {
        var root = new RootCommand("Cortex takes repositories through a supervised campaign: seven masters plan, their workers work, every figure is measured.")
        {
            new InitCommand(),
            new RunCommand(),
            new ResumeCommand(),
            new StatusCommand(),
            new ListCommand(),
            new WatchCommand(),
            new ReportCommand(),
            new EventsCommand(),
            new CancelCommand(),
            new PauseCommand(),
            new RetryCommand(),
            new UndoCommand(),
            new ReplayCommand(),
            new CommandGroup(
                "messages", "Messages that could not be handled: parked, until somebody decides.",
                new MessagesListCommand(), new MessagesShowCommand(), new MessagesResendCommand(), new MessagesDiscardCommand()),
            new CommandGroup(
                "catalog", "What the catalogue knows.",
                new CatalogStatsCommand(), new CatalogSearchCommand(), new CatalogShowCommand(), new CatalogLineageCommand(), new CatalogOwnersCommand(), new CatalogExportCommand()),
            new CommandGroup("advisories", "The advisories that packages are judged by.", new AdvisoriesStatusCommand(), new AdvisoriesSyncCommand(), new AdvisoriesImportCommand()),
            new BaselineCommand(),
            new CommandGroup("rules", "The rules that security looks by.", new RulesListCommand(), new RulesShowCommand()),
            new CommandGroup("packages", "The package parsers, on their own.", new PackagesListCommand(), new PackagesCompareCommand(), new PackagesUpgradeCommand()),
            new CommandGroup("plan", "Plans: check, estimate, describe.", new PlanValidateCommand(), new PlanShowCommand(), new PlanSchemaCommand()),
            new CommandGroup("target", "The repositories that runs take, by group.", new TargetAddCommand(), new TargetListCommand(), new TargetRemoveCommand()),
            new CommandGroup("config", "Settings.", new ConfigShowCommand()),
            new ServeCommand(),
            new UpCommand(),
            new DownCommand(),
            new DoctorCommand(),
            new WorkCommand(),
            new CompletionsCommand(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
