using System.Text.Json.Nodes;
using Cortex.Coordinator.Plans;
using Cortex.Coordinator.Tests.Golden;
using Cortex.Coordinator.Tests.Schemas;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cortex.Coordinator.Tests.Plans;

/// <summary>docs/plan.schema.json, which editors use, and the reader agree on what a plan is.</summary>
public class PlanSchemaTests
{
    private static readonly JsonSchema Schema = new("docs/plan.schema.json");

    /// <summary>Mistakes that a schema cannot see: figures that contradict each other, and YAML beyond JSON.</summary>
    private static readonly string[] OnlyTheReaderSees =
    [
        "anchors-and-aliases", "budget-below-one-lease", "budget-of-a-master-below-one-lease", "duration-beyond-a-week",
        "master-of-another-plan", "number-with-fraction", "smallest-lease-above-the-limit", "tags",
    ];

    [NodeFact]
    public void The_built_in_plan_is_valid() => Assert.Empty(Schema.Validate(Json(PlanReader.BuiltInText("full-orchestration"))!));

    [NodeFact]
    public void What_the_reader_accepts_the_schema_accepts_and_what_it_refuses_the_schema_refuses()
    {
        var cases = Directory.GetFiles(Repository.File("tests/Coordinator.Tests/Plans/Mistakes"), "*.yaml")
            .Order(StringComparer.Ordinal)
            .Select(path => (Name: Path.GetFileNameWithoutExtension(path), Yaml: File.ReadAllText(path)))
            .Select(c => (c.Name, Document: Json(c.Yaml), Accepted: PlanReader.Read(c.Yaml, "plan.yaml").Plan is not null))
            .Where(c => c.Document is not null)
            .ToList();
        var mistakes = Schema.Validate(cases.Select(c => c.Document!));

        Assert.True(cases.Count > 40);
        foreach (var (found, @case) in mistakes.Zip(cases))
        {
            var expected = @case.Accepted || OnlyTheReaderSees.Contains(@case.Name);
            Assert.True(expected == (found.Count == 0), $"{@case.Name}: the schema says [{string.Join("; ", found)}]");
        }
    }

    /// <summary>The document as JSON; null when it is not one YAML document that JSON can hold.</summary>
    private static string? Json(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count == 1 ? Json(stream.Documents[0].RootNode)?.ToJsonString() ?? "null" : null;
        }
        catch (Exception unreadable) when (unreadable is YamlException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(c => KeyValuePair.Create(Key(c.Key), Json(c.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value!),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new InvalidOperationException($"{node.NodeType} is not in JSON"),
    };

    private static string Key(YamlNode node) =>
        node is YamlScalarNode { Value: { } name } ? name : throw new InvalidOperationException("a key in JSON is text");

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" or "false" => JsonValue.Create(text == "true"),
        _ when long.TryParse(text, out var number) => JsonValue.Create(number),
        _ when double.TryParse(text, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
