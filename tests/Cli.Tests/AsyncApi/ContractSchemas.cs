using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cortex.Cli.Tests.AsyncApi;

/// <summary>JSON schemas of contracts as CortexJson writes them: camelCase, enums as words, what is null left out.</summary>
internal sealed class ContractSchemas(ContractDocs docs)
{
    private readonly SortedDictionary<string, (Type Type, JsonObject Schema)> written = new(StringComparer.Ordinal);

    public JsonObject All => new(written.Select(named => KeyValuePair.Create(named.Key, (JsonNode?)named.Value.Schema.DeepClone())));

    /// <summary>A reference to the type's schema, which is written with all it refers to.</summary>
    public JsonObject Reference(Type type)
    {
        if (!written.TryGetValue(type.Name, out var known))
        {
            written[type.Name] = (type, []);
            written[type.Name] = (type, type.IsEnum ? Words(type) : Record(type));
        }
        else if (known.Type != type)
        {
            throw new InvalidOperationException($"Two contracts of the bus are called {type.Name}: {known.Type.FullName} and {type.FullName}.");
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{type.Name}" };
    }

    private JsonObject Record(Type type, string? without = null)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var schema = Described(docs.Of(type));
        schema["type"] = "object";
        schema["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create(Name(property), (JsonNode?)Member(property))));
        var required = properties.Where(property => property.IsDefined(typeof(RequiredMemberAttribute)) && property.Name != without).Select(property => (JsonNode?)Name(property)).ToArray();
        if (required.Length > 0)
            schema["required"] = new JsonArray(required);
        return schema;
    }

    /// <summary>A record written in place, one of its members no longer required.</summary>
    public JsonObject Inline(Type type, string without) => Record(type, without);

    private JsonObject Member(PropertyInfo property)
    {
        var schema = Of(property.PropertyType);
        if (docs.Of(property) is not { } summary)
            return schema;
        if (!schema.ContainsKey("$ref"))
        {
            schema.Insert(0, "description", summary);
            return schema;
        }

        return new JsonObject { ["description"] = summary, ["allOf"] = new JsonArray(schema) };
    }

    private JsonObject Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Simple(type) is { } simple)
            return simple;
        if (type == typeof(JsonElement) || type == typeof(object))
            return [];
        if (type.IsGenericType && type.GetGenericArguments() is [var only])
            return new JsonObject { ["type"] = "array", ["items"] = Of(only) };
        if (type.IsGenericType && type.GetGenericArguments() is [var key, var value] && key == typeof(string))
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(value) };
        return type.Namespace!.StartsWith("Cortex.Contracts", StringComparison.Ordinal)
            ? Reference(type)
            : throw new InvalidOperationException($"No schema is known for {type}.");
    }

    private static JsonObject? Simple(Type type) => type.IsEnum ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.String => new JsonObject { ["type"] = "string" },
        TypeCode.Boolean => new JsonObject { ["type"] = "boolean" },
        TypeCode.Int32 => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
        TypeCode.Int64 => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
        TypeCode.Double or TypeCode.Decimal => new JsonObject { ["type"] = "number", ["format"] = "double" },
        _ when type == typeof(Guid) => new JsonObject { ["type"] = "string", ["format"] = "uuid" },
        _ when type == typeof(DateTimeOffset) => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        _ when type == typeof(Uri) => new JsonObject { ["type"] = "string", ["format"] = "uri-reference" },
        _ when type == typeof(TimeSpan) => new JsonObject { ["type"] = "string", ["description"] = "[days.]hours:minutes:seconds[.fraction]" },
        _ => null,
    };

    private JsonObject Words(Type type)
    {
        var schema = Described(docs.Of(type));
        schema["type"] = "string";
        schema["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode?)JsonNamingPolicy.CamelCase.ConvertName(name))]);
        return schema;
    }

    private static JsonObject Described(string? description) => description is null ? [] : new JsonObject { ["description"] = description };

    private static string Name(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
