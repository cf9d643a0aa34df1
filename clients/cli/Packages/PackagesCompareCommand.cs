using System.CommandLine;
using Cortex.Cli.Commanding;
using Cortex.Hosting.Suggestions;
using Cortex.Packages;

namespace Cortex.Cli.Packages;

internal sealed class PackagesCompareCommand : CortexCommand
{
    private readonly Argument<string> ecosystem = new("ECOSYSTEM") { Description = $"One of {string.Join(", ", VersionOrder.Ecosystems)}, or OSV's name for it, as PyPI." };

    private readonly Argument<string[]> versions = new("A B")
    {
        Description = "Two versions; a single - reads pairs from standard input, one pair a line.",
        Arity = new ArgumentArity(1, 2),
    };

    public PackagesCompareCommand() : base(
        "compare",
        "Compare two versions as their ecosystem orders them; prints <, = or >.",
        "cortex packages compare npm 1.2.3 1.10.0",
        "cortex packages compare nuget - < pairs.txt")
    {
        Add(ecosystem);
        Add(versions);
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        var kind = call.Get(ecosystem)!;
        if (!VersionOrder.Knows(kind))
        {
            var nearest = Nearest.Of(kind, VersionOrder.Ecosystems.Concat(VersionOrder.OsvNames)) is { } name ? $"; did you mean '{name}'?" : $"; known are {string.Join(", ", VersionOrder.Ecosystems)}";
            throw CommandFailure.Usage($"the ecosystem '{kind}' is not known{nearest}");
        }

        var pairs = call.Get(versions) switch
        {
            ["-"] => await PairsAsync(call.Shell.In, stop),
            [var a, var b] => [(a, b)],
            _ => throw CommandFailure.Usage("give two versions, or - to read pairs from standard input"),
        };
        if (call.WantsJson)
        {
            var compared = pairs.Select(p => new { p.A, p.B, Order = Sign(kind, p.A, p.B) }).ToList();
            await call.WriteJsonAsync(compared);
            return compared.Any(c => c.Order == "?") ? ExitCodes.Usage : ExitCodes.Completed;
        }

        var exit = ExitCodes.Completed;
        foreach (var (a, b) in pairs)
        {
            var sign = Sign(kind, a, b, e => call.Shell.Error.WriteLine($"error: {e.Message}"));
            exit = sign == "?" ? ExitCodes.Usage : exit;
            await call.Shell.Out.WriteLineAsync(sign);
        }

        return exit;
    }

    /// <summary>"?" for what is no version, so that the lines out still match the lines in.</summary>
    private static string Sign(string kind, string a, string b, Action<VersionFormatException>? told = null)
    {
        try
        {
            return VersionOrder.Compare(kind, a, b) switch { < 0 => "<", 0 => "=", _ => ">" };
        }
        catch (VersionFormatException e)
        {
            told?.Invoke(e);
            return "?";
        }
    }

    private static async Task<List<(string A, string B)>> PairsAsync(TextReader input, CancellationToken stop)
    {
        var pairs = new List<(string, string)>();
        for (var number = 1; await input.ReadLineAsync(stop) is { } line; number++)
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            pairs.Add(words is [var a, var b] ? (a, b) : throw CommandFailure.Usage($"line {number} has {words.Length} words; a line is two versions"));
        }

        return pairs;
    }
}
