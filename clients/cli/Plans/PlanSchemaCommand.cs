using System.Text.Json;
using Cortex.Cli.Commanding;

namespace Cortex.Cli.Plans;

internal sealed class PlanSchemaCommand : CortexCommand
{
    private const string Resource = "plan.schema.json";

    public PlanSchemaCommand() : base(
        "schema",
        "Print the JSON Schema of plans, for editors.",
        "cortex plan schema",
        "cortex plan schema --json plan.schema.json")
    {
        Add(new JsonOption());
    }

    public override async Task<int> ExecuteAsync(Invocation call, CancellationToken stop)
    {
        await using var stream = typeof(PlanSchemaCommand).Assembly.GetManifestResourceStream(Resource)!;
        using var schema = await JsonDocument.ParseAsync(stream, cancellationToken: stop);
        await call.WriteJsonAsync(schema.RootElement);
        return ExitCodes.Completed;
    }
}
