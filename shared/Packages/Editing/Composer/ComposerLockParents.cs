using System.Text.Json;

namespace Cortex.Packages.Editing.Composer;

/// <summary>What a composer.lock says about one package.</summary>
internal sealed class ComposerLockParents(JsonEdit json, string package)
{
    private readonly List<JsonSpan> entries =
    [
        .. new[] { "packages", "packages-dev" }.Select(section => json.Root[section]).Where(list => list?.Kind == JsonTokenType.StartArray).SelectMany(list => list!.Elements),
    ];

    /// <summary>The version that is locked; null when the package is not there.</summary>
    public string? Version => entries.Find(entry => Is(entry["name"]?.Text))?["version"]?.Text;

    public bool IsForDevelopment => json.Root["packages-dev"]?.Elements.Any(entry => Is(entry["name"]?.Text)) == true;

    /// <summary>The packages that ask for it, with their constraints.</summary>
    public IEnumerable<(string Name, string Constraint)> Askers =>
        from entry in entries
        from required in entry["require"]?.Members ?? []
        where Is(required.Name) && required.Value.Text is not null
        select (entry["name"]?.Text ?? "", required.Value.Text!);

    private bool Is(string? name) => package.Equals(name, StringComparison.OrdinalIgnoreCase);
}
