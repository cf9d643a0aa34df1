using Cortex.Contracts;
using Cortex.Contracts.Plans;
using Cortex.Coordinator.Plans.Yaml;
using Cortex.Hosting.Suggestions;

namespace Cortex.Coordinator.Plans;

/// <summary>
/// Reads a plan from YAML (docs/plan.schema.json) and finds all of its mistakes at once. Pure: the text is all it knows.
/// </summary>
public static class PlanReader
{
    public const string Schema = "cortex.plan/1";

    private const int MostTokens = 100_000_000;
    private const int MostSeconds = 7 * 24 * 3600;

    public static IReadOnlyList<string> BuiltInNames { get; } = ["full-orchestration"];

    /// <summary>A plan that Cortex brings along; an unknown name is answered with a remark that names the nearest.</summary>
    public static PlanReading BuiltIn(string name)
    {
        if (!BuiltInNames.Contains(name, StringComparer.Ordinal))
            return new PlanReading { Remarks = [new PlanRemark(RemarkSeverity.Error, name, 1, 1, Unknown(name))] };
        return Read(BuiltInText(name), name);
    }

    /// <summary>The YAML of a built-in plan.</summary>
    public static string BuiltInText(string name)
    {
        using var stream = typeof(PlanReader).Assembly.GetManifestResourceStream($"Plans/{name}.yaml")
            ?? throw new ArgumentException(Unknown(name), nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static PlanReading Read(string yaml, string sourceName)
    {
        var remarks = new Remarks(sourceName);
        var plan = YamlTree.Read(yaml, remarks) switch
        {
            null => null,
            YamlMapping mapping => ReadPlan(mapping, remarks),
            var other => NotAMapping(other, remarks),
        };
        return new PlanReading { Plan = remarks.HasErrors ? null : plan, Remarks = remarks.InOrder() };
    }

    private static Plan? NotAMapping(YamlNode node, Remarks remarks)
    {
        remarks.Error(node, node is YamlScalar { IsNothing: true }
            ? $"the plan is empty; a plan begins with 'schema: {Schema}'"
            : $"a plan is a mapping of keys to values and begins with 'schema: {Schema}'");
        return null;
    }

    private static Plan ReadPlan(YamlMapping mapping, Remarks remarks)
    {
        var root = YamlSection.Root(mapping, remarks)
            .Only("schema", "name", "description", "phases", "budget", "masters", "workers", "nodes");
        root.Word("schema", [Schema]);
        var masters = ReadMasters(root.Section("masters"));
        var plan = new Plan
        {
            Name = root.OwnName("name"),
            Description = root.Text("description", most: 1000),
            Phases = ReadPhases(root.Section("phases")),
            Budget = ReadBudget(root.Section("budget")),
            Masters = masters,
            Workers = ReadWorkers(root.Section("workers"), [.. masters.Select(m => m.Name)]),
            Nodes = ReadNodes(root.Section("nodes")),
        };
        foreach (var remark in PlanArithmetic.Check(plan))
        {
            var (line, column) = Place(root.Places, remark.Path);
            remarks.Add(remark.Severity, line, column, remark.Message);
        }

        return plan;
    }

    private static List<PhasePlan> ReadPhases(YamlSection phases)
    {
        phases.Only([.. PlanPhases.Names]);
        return [.. PlanPhases.Names.Select((name, number) => new PhasePlan
        {
            Number = number,
            Name = name,
            LimitSeconds = phases.Seconds(name, MostSeconds),
        })];
    }

    private static BudgetPlan ReadBudget(YamlSection budget)
    {
        budget.Only("masters", "workers", "reserve", "reservePolicy");
        var policy = budget.Word("reservePolicy", ["never", "critical", "any"], required: false);
        return new BudgetPlan
        {
            Masters = budget.Number("masters", 0, MostTokens),
            Workers = budget.Number("workers", 0, MostTokens),
            Reserve = budget.Number("reserve", 0, MostTokens),
            ReservePolicy = policy switch { "never" => ReservePolicy.Never, "any" => ReservePolicy.Any, _ => ReservePolicy.Critical },
        };
    }

    private static List<MasterPlan> ReadMasters(YamlSection masters)
    {
        var plans = new List<MasterPlan>();
        foreach (var (key, name) in masters.NotEmpty("a plan has at least one master").Names("master", ServiceNames.All))
        {
            var master = masters.Section(key).Only("tokens", "workerTokens", "required");
            plans.Add(new MasterPlan
            {
                Name = name,
                Tokens = master.Number("tokens", 0, MostTokens),
                WorkerTokens = master.Number("workerTokens", 0, MostTokens),
                Required = master.Flag("required", otherwise: true),
            });
        }

        return plans;
    }

    private static List<WorkerPlan> ReadWorkers(YamlSection workers, IReadOnlyList<string> masters)
    {
        var plans = new List<WorkerPlan>();
        foreach (var (key, type) in workers.Names("worker type", WorkerTypes.All))
        {
            var worker = workers.Section(key).Only("tokens", "minimumTokens", "timeout", "maxAttempts", "counts", "onDemand");
            var counts = worker.Section("counts", required: false);
            plans.Add(new WorkerPlan
            {
                Type = type,
                Tokens = worker.Number("tokens", 0, MostTokens),
                MinimumTokens = worker.Number("minimumTokens", 0, MostTokens, otherwise: 0),
                TimeoutSeconds = worker.Seconds("timeout", MostSeconds),
                MaxAttempts = worker.Number("maxAttempts", 1, 20, otherwise: 3),
                Counts = counts.Names("master", ServiceNames.All)
                    .ToDictionary(master => master.Name, master => counts.Number(master.Key, 0, 1000), StringComparer.Ordinal),
                OnDemand = worker.AllOrSome("onDemand", "master", ServiceNames.All, masters),
            });
        }

        return plans;
    }

    private static NodePoolPlan ReadNodes(YamlSection nodes)
    {
        nodes.Only("pool", "slots");
        var slots = nodes.Section("slots").NotEmpty("a plan has at least one node");
        return new NodePoolPlan
        {
            Pool = nodes.OwnName("pool"),
            Nodes = [.. slots.OwnNames("node").Select(name => new NodePlan { Name = name, Slots = slots.Number(name, 1, 1000) })],
        };
    }

    /// <summary>The line of a path, or of the nearest section around it.</summary>
    private static (int Line, int Column) Place(IReadOnlyDictionary<string, YamlNode> places, string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (places.TryGetValue(path[..end], out var node))
                return (node.Line, node.Column);
        }

        return (1, 1);
    }

    private static string Unknown(string name) => Nearest.Of(name, BuiltInNames) is { } nearest
        ? $"there is no built-in plan {Remarks.Quote(name)}: did you mean '{nearest}'?"
        : $"there is no built-in plan {Remarks.Quote(name)}; built in are {string.Join(", ", BuiltInNames)}";
}
