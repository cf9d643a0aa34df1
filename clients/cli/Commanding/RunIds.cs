using System.CommandLine;
using System.Security.Cryptography;

namespace Cortex.Cli.Commanding;

internal static class RunIds
{
    private const int ShortestPrefix = 4;
    private const int ShownCharacters = 8;

    public static Guid New() => new(RandomNumberGenerator.GetBytes(16));

    /// <summary>Enough of an id for people.</summary>
    public static string Short(Guid id) => id.ToString()[..ShownCharacters];

    /// <summary>'status --json 0f8e2c1a' means the run, not a file of that name.</summary>
    public static bool TakesJsonFileAsId(CortexCommand command, ParseResult parsed) =>
        command.Arguments is [RunArgument argument]
        && command.Json is { } json
        && parsed.GetResult(argument) is null or { Tokens.Count: 0 }
        && parsed.GetValue(json) is { } value
        && LooksLikeId(value);

    private static bool LooksLikeId(string value) =>
        Guid.TryParse(value, out _) || (value.Length >= ShortestPrefix && value.All(c => char.IsAsciiHexDigit(c) || c == '-'));
}
