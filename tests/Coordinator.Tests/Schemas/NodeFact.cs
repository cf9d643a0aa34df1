namespace Cortex.Coordinator.Tests.Schemas;

/// <summary>A fact that needs node and npm; where they are not installed it is skipped and says so.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = new[] { "node", "npm" }.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        if (missing.Count > 0)
            Skip = $"{string.Join(" and ", missing)} not found: install Node.js 20 or later to validate against the schemas";
    }
}
