using System.Text.Json.Nodes;
using Cortex.Contracts.Orchestrations;
using Cortex.Messaging.Delivery;

namespace Cortex.Cli.Tests.AsyncApi;

/// <summary>
/// AsyncAPI 3.0 of the bus on RabbitMQ, from the composed services: a channel is an exchange, an operation is a service that takes a message
/// from it, or, for what only others want to hear, Cortex publishing it.
/// </summary>
internal sealed class AsyncApiDocument
{
    private const string Envelope = "application/vnd.masstransit+json";
    private const string PlainChannel = "start-orchestration";

    private readonly ContractDocs docs = new();
    private readonly ContractSchemas schemas;
    private readonly SortedDictionary<string, JsonNode?> channels = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JsonNode?> operations = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JsonNode?> messages = new(StringComparer.Ordinal);

    private AsyncApiDocument() => schemas = new ContractSchemas(docs);

    /// <param name="subscriptions">Who takes what, as composed.</param>
    /// <param name="published">Contracts that are published whether or not a service takes them.</param>
    public static JsonObject Of(IEnumerable<(ServiceEndpoint Endpoint, Type Message)> subscriptions, IEnumerable<Type> published)
    {
        var document = new AsyncApiDocument();
        var contracts = subscriptions.Where(taken => taken.Message.Namespace!.StartsWith("Cortex.Contracts", StringComparison.Ordinal)).ToList();
        foreach (var (endpoint, message) in contracts)
            document.Receive(endpoint, message);
        foreach (var message in published.Where(message => contracts.All(taken => taken.Message != message)))
            document.Publish(message);
        document.PlainRequest();
        return document.Write();
    }

    private void Receive(ServiceEndpoint endpoint, Type message)
    {
        var command = ServiceEndpoints.CommandExchange(endpoint.Service, message);
        var channel = endpoint.Name == command ? Channel(command, message, $"Commands {message.Name} to the {endpoint.Service} service.") : EventChannel(message);
        Operation($"{endpoint.Name}.{message.Name}", "receive", channel, message, $"The {endpoint.Service} service takes {message.Name} at its queue {endpoint.Name}.", endpoint.Service);
    }

    private void Publish(Type message) =>
        Operation($"publish.{message.Name}", "send", EventChannel(message), message, $"Cortex publishes {message.Name} for whoever binds a queue to its exchange.", "events");

    private string EventChannel(Type message) => Channel($"{message.Namespace}:{message.Name}", message, $"Every {message.Name} is published here.");

    private string Channel(string exchange, Type message, string description)
    {
        var key = exchange.Replace(':', '.');
        channels[key] = new JsonObject
        {
            ["address"] = exchange,
            ["description"] = description,
            ["messages"] = new JsonObject { [message.Name] = Ref($"#/components/messages/{message.Name}") },
            ["bindings"] = Exchange(exchange),
        };
        messages[message.Name] = Message(message);
        return key;
    }

    private void Operation(string name, string action, string channel, Type message, string summary, string tag) => operations[name] = new JsonObject
    {
        ["action"] = action,
        ["channel"] = Ref($"#/channels/{channel}"),
        ["summary"] = summary,
        ["tags"] = new JsonArray(new JsonObject { ["name"] = tag }),
        ["messages"] = new JsonArray(Ref($"#/channels/{channel}/messages/{message.Name}")),
    };

    private void PlainRequest()
    {
        const string name = "PlainStartOrchestration";
        channels[PlainChannel] = new JsonObject
        {
            ["address"] = PlainChannel,
            ["description"] = "Anyone starts a run here, with plain JSON. What cannot be read goes to the queue start-orchestration_error, the reason in its header MT-Fault-Message.",
            ["messages"] = new JsonObject { [name] = Ref($"#/components/messages/{name}") },
            ["bindings"] = Exchange(PlainChannel),
        };
        messages[name] = new JsonObject
        {
            ["name"] = name,
            ["title"] = "A request as plain JSON",
            ["summary"] = "The id may be left out: the run's then follows from the message id, or is drawn.",
            ["contentType"] = "application/json",
            ["payload"] = schemas.Inline(typeof(StartOrchestration), nameof(StartOrchestration.OrchestrationId)),
        };
        operations[PlainChannel] = new JsonObject
        {
            ["action"] = "receive",
            ["channel"] = Ref($"#/channels/{PlainChannel}"),
            ["summary"] = "The coordinator starts a run as asked, or dead-letters what it cannot read.",
            ["tags"] = new JsonArray(new JsonObject { ["name"] = "coordinator" }),
            ["messages"] = new JsonArray(Ref($"#/channels/{PlainChannel}/messages/{name}")),
        };
    }

    private JsonObject Message(Type type)
    {
        var message = new JsonObject { ["name"] = $"urn:message:{type.Namespace}:{type.Name}", ["title"] = type.Name };
        if (docs.Of(type) is { } summary)
            message["summary"] = summary;
        message["contentType"] = Envelope;
        message["payload"] = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("messageType", "message"),
            ["properties"] = new JsonObject
            {
                ["messageId"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" },
                ["messageType"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" }, ["contains"] = new JsonObject { ["const"] = $"urn:message:{type.Namespace}:{type.Name}" } },
                ["message"] = schemas.Reference(type),
                ["headers"] = new JsonObject { ["type"] = "object" },
            },
        };
        return message;
    }

    private JsonObject Write() => new()
    {
        ["asyncapi"] = "3.0.0",
        ["info"] = new JsonObject
        {
            ["title"] = "Cortex on RabbitMQ",
            ["version"] = CortexVersion.Text,
            ["description"] = "The exchanges of Cortex, who takes what from them, and every contract. Generated from the code; docs/messaging.md explains it.",
            ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["url"] = "https://www.apache.org/licenses/LICENSE-2.0" },
        },
        ["defaultContentType"] = Envelope,
        ["servers"] = new JsonObject
        {
            ["broker"] = new JsonObject { ["host"] = "localhost:5672", ["protocol"] = "amqp", ["protocolVersion"] = "0-9-1", ["description"] = "The RabbitMQ that CORTEX_BROKER names." },
        },
        ["channels"] = new JsonObject(channels),
        ["operations"] = new JsonObject(operations),
        ["components"] = new JsonObject { ["messages"] = new JsonObject(messages), ["schemas"] = schemas.All },
    };

    private static JsonObject Ref(string to) => new() { ["$ref"] = to };

    private static JsonObject Exchange(string name) => new()
    {
        ["amqp"] = new JsonObject
        {
            ["is"] = "routingKey",
            ["exchange"] = new JsonObject { ["name"] = name, ["type"] = "fanout", ["durable"] = true, ["autoDelete"] = false },
            ["bindingVersion"] = "0.3.0",
        },
    };
}
