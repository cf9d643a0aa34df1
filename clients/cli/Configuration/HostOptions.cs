using System.CommandLine;

namespace Cortex.Cli.Configuration;

/// <summary>The options that say which host a command talks to.</summary>
internal static class HostOptions
{
    public static Option<string?> Data() => new("--data") { HelpName = "DIR", Description = "Data directory (default: CORTEX_DATA, then ~/.cortex)." };

    public static Option<string?> Server() => new("--server") { HelpName = "URL", Description = "Talk to the coordinator at this address instead (token: CORTEX_TOKEN)." };

    public static void AddTo(Command command)
    {
        command.Add(Data());
        command.Add(Server());
    }
}
