using System.Collections;
using Spectre.Console;

namespace Cortex.Cli.Commanding;

/// <summary>What surrounds the process: streams, terminal, environment and clock.</summary>
internal sealed record Shell
{
    public required TextWriter Out { get; init; }
    public required TextWriter Error { get; init; }
    public required TextReader In { get; init; }

    /// <summary>Standard output as a terminal.</summary>
    public required IAnsiConsole Terminal { get; init; }

    /// <summary>True when a person can be asked.</summary>
    public required bool CanAsk { get; init; }
    public required TimeProvider Clock { get; init; }
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Where relative paths start.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    public bool Debug => Variables.GetValueOrDefault("CORTEX_DEBUG") is "1" or "true";

    /// <summary>True when a view may be redrawn in place.</summary>
    public bool IsLive => Terminal.Profile.Capabilities.Interactive && Terminal.Profile.Out.IsTerminal && Terminal.Profile.Capabilities.Ansi;

    public static Shell OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        In = Console.In,
        Terminal = AnsiConsole.Create(new AnsiConsoleSettings()),
        CanAsk = !Console.IsInputRedirected && !Console.IsOutputRedirected,
        Clock = TimeProvider.System,
        Variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "", StringComparer.Ordinal),
    };
}
