using System.Text.Json;

namespace Cortex.Security.Fixing.Relocking.Node;

/// <summary>What a package.json says of how to build and test it.</summary>
internal sealed record PackageScripts(IReadOnlyDictionary<string, string> Scripts, (string Name, string Version)? PackageManager, bool HasWorkspaces)
{
    private const int MostBytes = 4 * 1024 * 1024;

    public bool Has(string script) => Scripts.ContainsKey(script);

    /// <summary>npm init writes a script that says there are no tests.</summary>
    public bool HasTests => Scripts.TryGetValue("test", out var test) && test.Trim().Length > 0 && !test.Contains("no test specified", StringComparison.Ordinal);

    /// <summary>The test script begins with what the build script does, so that building first would build twice.</summary>
    public bool TestsBuild => HasTests && Scripts.TryGetValue("build", out var build) && Scripts["test"].StartsWith(build.Trim() + " &&", StringComparison.Ordinal);

    /// <summary>Nothing, for a file that cannot be read; whoever plans edits says so.</summary>
    public static PackageScripts Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                return new(new Dictionary<string, string>(StringComparer.Ordinal), null, false);
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var root = document.RootElement;
            var scripts = new Dictionary<string, string>(StringComparer.Ordinal);
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("scripts", out var listed) && listed.ValueKind == JsonValueKind.Object)
                foreach (var script in listed.EnumerateObject().Where(s => s.Value.ValueKind == JsonValueKind.String))
                    scripts[script.Name] = script.Value.GetString()!;
            return new(scripts, Manager(root), root.ValueKind == JsonValueKind.Object && root.TryGetProperty("workspaces", out _));
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return new(new Dictionary<string, string>(StringComparer.Ordinal), null, false);
        }
    }

    /// <summary>"pnpm@9.15.9+sha512.…"; anything but a plain name and version is not handed to a shell or a registry.</summary>
    private static (string, string)? Manager(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("packageManager", out var named) && named.ValueKind == JsonValueKind.String
            && named.GetString()!.Split('+')[0].Split('@') is [var name and ("npm" or "pnpm" or "yarn" or "bun"), { Length: > 0 } version]
            && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')
            ? (name, version)
            : null;
}
