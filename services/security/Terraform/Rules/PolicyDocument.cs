using System.Text.Json;
using Cortex.Security.Terraform.Values;

namespace Cortex.Security.Terraform.Rules;

/// <summary>A statement of an AWS policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html.</summary>
internal sealed record PolicyStatement(string? Effect, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources, IReadOnlyList<string> Principals, bool HasCondition)
{
    public bool Allows => Effect == "Allow";
}

internal static class PolicyDocument
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 20 };

    /// <summary>From an object, or from the text of one; nothing for what is neither.</summary>
    public static IReadOnlyList<PolicyStatement> Statements(TerraformValue? policy)
    {
        if (policy?.Text is { } text)
            policy = Json(text);
        var statements = policy?["Statement"];
        return [.. (statements is TerraformMap ? [statements] : statements?.Items ?? []).OfType<TerraformMap>().Select(statement => new PolicyStatement(
            statement["Effect"]?.Text, Texts(statement["Action"]), Texts(statement["Resource"]), Principals(statement["Principal"]), statement.Entries.ContainsKey("Condition")))];
    }

    public static IReadOnlyList<string> Texts(TerraformValue? value) => [.. (value?.Items ?? []).Select(item => item?.Text).OfType<string>()];

    private static IReadOnlyList<string> Principals(TerraformValue? principal) => principal is TerraformMap ? Texts(principal["AWS"]) : Texts(principal);

    private static TerraformValue? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            // A text with interpolations in odd places is not judged.
            return null;
        }
    }

    private static TerraformValue? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new TerraformMap(element.EnumerateObject().GroupBy(p => p.Name, StringComparer.Ordinal).ToDictionary(p => p.Key, p => Of(p.Last().Value), StringComparer.Ordinal)),
        JsonValueKind.Array => new TerraformList([.. element.EnumerateArray().Select(Of)]),
        JsonValueKind.Null => null,
        _ => new TerraformText(element.ToString()),
    };
}
