using System.Text.Json;
using Cortex.Coordinator.Tests.Golden;

namespace Cortex.Coordinator.Tests.Schemas;

/// <summary>
/// Validates JSON with ajv, the validator of the npm world: no maintained .NET one could be had that rejects what it should.
/// The pinned packages of tests/Coordinator.Tests/ajv are installed once below artifacts/. Tests that use it are
/// <see cref="NodeFactAttribute"/>s. Other test projects may link this file, NodePackages.cs, NodeFact.cs and Repository.cs.
/// </summary>
internal sealed class JsonSchema
{
    private static readonly NodePackages Ajv = new("tests/Coordinator.Tests/ajv");

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
        var answer = Ajv.Run("validate.mjs", request);
        return JsonSerializer.Deserialize<List<List<string>>>(answer)!;
    }

    public IReadOnlyList<string> Validate(string document) => Validate([document])[0];

    private static string Locate(string path) =>
        path.StartsWith("node_modules/", StringComparison.Ordinal) ? Path.Combine(Ajv.Folder, path) : Repository.File(path);
}
