using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Cortex.Coordinator.Tests.Golden;

namespace Cortex.Coordinator.Tests.Schemas;

/// <summary>
/// Validates JSON with ajv, the validator of the npm world: no maintained .NET one could be had that rejects what it should.
/// The pinned packages of tests/Coordinator.Tests/ajv are installed once below artifacts/. Tests that use it are
/// <see cref="NodeFactAttribute"/>s. Other test projects may link this file, NodeFact.cs and Repository.cs.
/// </summary>
internal sealed class JsonSchema
{
    private static readonly Lazy<string> Installed = new(Install);

    private readonly string _schema;
    private readonly string[] _references;
    private readonly bool _strict;

    /// <param name="path">The schema, draft 2020-12 or draft 7, from the repository's root; what begins with node_modules/ comes with the installed packages.</param>
    /// <param name="strict">False for schemas of others, which may hold words that ajv does not know.</param>
    /// <param name="references">Schemas that it refers to.</param>
    public JsonSchema(string path, bool strict = true, params string[] references) =>
        (_schema, _strict, _references) = (path, strict, references);

    /// <summary>The mistakes of each document, in order; an empty list is a valid document.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Validate(IEnumerable<string> documents)
    {
        var request = JsonSerializer.Serialize(new { schema = Locate(_schema), references = _references.Select(Locate), strict = _strict, documents });
        var answer = Run("node", ["validate.mjs"], Installed.Value, request);
        return JsonSerializer.Deserialize<List<List<string>>>(answer)!;
    }

    public IReadOnlyList<string> Validate(string document) => Validate([document])[0];

    private static string Locate(string path) =>
        path.StartsWith("node_modules/", StringComparison.Ordinal) ? Path.Combine(Installed.Value, path) : Repository.File(path);

    /// <summary>Installed aside and moved into place: test projects that run at once do not see each other's half.</summary>
    private static string Install()
    {
        var source = Repository.File("tests/Coordinator.Tests/ajv");
        var files = Directory.GetFiles(source).Order(StringComparer.Ordinal).ToList();
        var version = Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(File.ReadAllBytes)]))[..12];
        var folder = Repository.File($"artifacts/ajv/{version}");
        if (Directory.Exists(folder))
            return folder;

        var aside = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
        foreach (var file in files)
            File.Copy(file, Path.Combine(aside, Path.GetFileName(file)), overwrite: true);
        Run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], aside, input: "");
        try
        {
            Directory.Move(aside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(aside, recursive: true);
        }

        return folder;
    }

    private static string Run(string program, string[] arguments, string folder, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{errors.Result}");
        return output.Result;
    }
}
