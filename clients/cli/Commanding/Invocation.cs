using System.CommandLine;
using System.Text.Json;
using Cortex.Cli.Configuration;
using Cortex.Contracts;

namespace Cortex.Cli.Commanding;

/// <summary>One call of a command: what was typed, where, and how to answer.</summary>
internal sealed class Invocation(CortexCommand command, ParseResult parsed, Shell shell, Interrupts interrupts)
{
    private readonly Lazy<Settings> settings = new(() => SettingsReader.Read(parsed, shell.Variables));

    public Shell Shell => shell;

    public Interrupts Interrupts => interrupts;

    public Settings Settings => settings.Value;

    /// <summary>True when standard output belongs to JSON alone.</summary>
    public bool JsonOnly => WantsJson && JsonFile is null;

    public bool WantsJson => command.Json is { } option && parsed.GetResult(option) is { Implicit: false };

    /// <summary>For people: standard output, or standard error when the other belongs to JSON.</summary>
    public TextWriter Text => JsonOnly ? shell.Error : shell.Out;

    private string? JsonFile => command.Json is { } option && !RunIds.TakesJsonFileAsId(command, parsed) ? parsed.GetValue(option) : null;

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T? Get<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>The id typed, also where it stands behind --json.</summary>
    public string? GetRun(Argument<string?> argument) =>
        RunIds.TakesJsonFileAsId(command, parsed) ? parsed.GetValue(command.Json!) : parsed.GetValue(argument);

    /// <summary>Writes the value where --json asks for it; without --json, writes the text.</summary>
    public async Task AnswerAsync<T>(T value, Func<string> text)
    {
        if (WantsJson)
            await WriteJsonAsync(value);
        else
            await shell.Out.WriteLineAsync(text().TrimEnd());
    }

    public Task WriteJsonAsync<T>(T value) => WriteJsonTextAsync(JsonSerializer.Serialize(value, CortexJson.Indented));

    private async Task WriteJsonTextAsync(string json)
    {
        if (JsonFile is not { } path)
        {
            await shell.Out.WriteLineAsync(json);
            return;
        }

        try
        {
            await File.WriteAllTextAsync(path, json + "\n");
        }
        catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw CommandFailure.Usage($"--json cannot write '{path}': {e.Message}");
        }
    }
}
