namespace Cortex.EndToEnd.Tests.Distributed;

/// <summary>A fact that needs what <c>cortex up</c> starts: RabbitMQ, PostgreSQL and Redis of Debian's packages.</summary>
public sealed class UpFactAttribute : FactAttribute
{
    private static readonly (string Path, string Package)[] Needed =
        [("/usr/lib/rabbitmq/bin/rabbitmq-server", "rabbitmq-server"), ("/usr/lib/postgresql", "postgresql"), ("/usr/bin/redis-server", "redis-server")];

    public UpFactAttribute()
    {
        var missing = Needed.Where(needed => !Path.Exists(needed.Path)).Select(needed => needed.Package).ToList();
        if (missing.Count > 0)
            Skip = $"not installed: apt-get install --no-install-recommends {string.Join(' ', missing)}";
    }
}
