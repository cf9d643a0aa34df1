using Cortex.Cli.Commanding;
using Cortex.Coordinator.Plans;
using Cortex.Hosting.Suggestions;

namespace Cortex.Cli.Runs;

/// <summary>--plan: a file of that name, or a plan that Cortex brings along.</summary>
internal static class PlanChoice
{
    private const int MostBytes = 1024 * 1024;

    /// <summary>The name, and the text when it comes from a file. Mistakes in it end the command before anything starts.</summary>
    public static async Task<(string Name, string? Yaml)> OfAsync(string choice, bool remote)
    {
        if (File.Exists(choice))
        {
            var yaml = await ReadAsync(choice);
            var errors = PlanReader.Read(yaml, choice).Remarks.Where(r => r.Severity == RemarkSeverity.Error).ToList();
            return errors.Count == 0
                ? (Path.GetFileNameWithoutExtension(choice), yaml)
                : throw CommandFailure.Usage(string.Join('\n', errors), "'cortex plan schema' prints what a plan may say.");
        }

        if (Directory.Exists(choice))
            throw CommandFailure.Usage($"--plan takes a file or a name, and '{choice}' is a folder");
        if (remote || PlanReader.BuiltInNames.Contains(choice, StringComparer.Ordinal))
            return (choice, null);
        var nearest = Nearest.Of(choice, PlanReader.BuiltInNames) is { } name ? $"; did you mean '{name}'?" : $"; known names: {string.Join(", ", PlanReader.BuiltInNames)}";
        throw CommandFailure.Usage($"there is no plan and no file '{choice}'{nearest}");
    }

    public static async Task<string> ReadAsync(string path)
    {
        if (new FileInfo(path).Length > MostBytes)
            throw CommandFailure.Usage($"'{path}' is larger than {MostBytes / 1024} KiB; that is no plan");
        return await File.ReadAllTextAsync(path);
    }
}
