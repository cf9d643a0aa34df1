using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Projects;

namespace Cortex.Inventory.Discovery.Apis;

/// <summary>Descriptions of APIs: OpenAPI and AsyncAPI documents, protobuf services, GraphQL schemas. The project that says so exposes them, else the nearest above.</summary>
internal sealed class ApiDescriptions(ScanRecord record, ProjectPlaces projects)
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "get", "put", "post", "delete", "options", "head", "patch", "trace", "query" };

    private readonly ILookup<string, (string Path, ProjectPlaces.Place Project, bool Serves)> _named = projects.Apis.ToLookup(a => a.Path, StringComparer.Ordinal);

    public void Visit(SourceFile file, YamlValue document)
    {
        var title = document.At("info", "title")?.Text;
        if (title is null)
            return;
        if (document["openapi"]?.Text is { } openApi)
            Add(file, title, "openapi", openApi, document.At("info", "version")?.Text, HttpOperations(document["paths"]) + HttpOperations(document["webhooks"]), document.Line);
        else if (document["swagger"]?.Text is { } swagger)
            Add(file, title, "openapi", swagger, document.At("info", "version")?.Text, HttpOperations(document["paths"]), document.Line);
        else if (document["asyncapi"]?.Text is { } asyncApi)
            Add(file, title, "asyncapi", asyncApi, document.At("info", "version")?.Text, Messages(document), document.Line);
    }

    public void Discover(SourceTree tree)
    {
        foreach (var file in tree.Files.Where(f => f.Extension is ".proto" or ".graphql" or ".graphqls" or ".gql"))
        {
            if (tree.TextIf(file, _ => true, 1) is not { } text)
                continue;
            if (file.Extension == ".proto")
            {
                foreach (var service in ProtobufServices.In(text))
                    Add(file, service.Name, "protobuf", service.Syntax, null, service.Calls, service.Line, service.Name);
            }
            else if (GraphQlSchema.Operations(text) is { } operations)
            {
                Add(file, file.Path, "graphql", null, null, operations, 1);
            }
        }
    }

    private void Add(SourceFile file, string title, string type, string? specification, string? version, int operations, int line, string? within = null)
    {
        var urn = record.Declare(Kinds.Api, title, file.Path, line,
        [
            ("type", type),
            ("specification", specification),
            ("title", title),
            ("version", version),
            ("operations", operations.ToString()),
        ], within);
        foreach (var (_, user, serves) in _named[file.Path])
            record.Relate(user.Urn, serves ? Kinds.Exposes : Kinds.DependsOn, urn);
        if (!_named[file.Path].Any(n => n.Serves) && projects.Nearest(file.Path) is { } project)
            record.Relate(project.Urn, Kinds.Exposes, urn);
    }

    private static int HttpOperations(YamlValue? paths) => (paths?.Entries ?? []).Sum(path => path.Value.Entries.Count(o => Methods.Contains(o.Key)));

    /// <summary>Version 3 lists operations, version 2 has them in its channels.</summary>
    private static int Messages(YamlValue document) =>
        document["operations"] is YamlMapping operations
            ? operations.Entries.Count
            : (document["channels"]?.Entries ?? []).Sum(c => c.Value.Entries.Count(o => o.Key is "publish" or "subscribe"));
}
