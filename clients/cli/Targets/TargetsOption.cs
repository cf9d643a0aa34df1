using System.CommandLine;
using Cortex.Cli.Commanding;

namespace Cortex.Cli.Targets;

internal sealed class TargetsOption : Option<string?>
{
    public TargetsOption() : base("--targets")
    {
        HelpName = "FILE";
        Description = "Targets file (default: targets.yaml in the data directory).";
    }

    public string PathIn(Invocation call) =>
        Path.GetFullPath(call.Get(this) ?? Path.Combine(call.Settings.Data.Root, TargetsFile.Name), call.Shell.Folder);
}
