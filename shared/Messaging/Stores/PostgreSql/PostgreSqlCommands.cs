using System.Data.Common;
using Npgsql;

namespace Cortex.Messaging.Stores.PostgreSql;

/// <summary>Commands on one connection of PostgreSQL's; the driver prepares those that come again.</summary>
internal sealed class PostgreSqlCommands(NpgsqlConnection connection) : StoreCommands
{
    public override StoreEngine Engine => StoreEngine.PostgreSql;

    public override int Execute(string sql, params ReadOnlySpan<object?> arguments)
    {
        using var command = Bind(sql, arguments);
        return command.ExecuteNonQuery();
    }

    public override object? Scalar(string sql, params ReadOnlySpan<object?> arguments)
    {
        using var command = Bind(sql, arguments);
        return command.ExecuteScalar() switch
        {
            null or DBNull => null,
            int number => (long)number,
            decimal number => (long)number,
            var value => value,
        };
    }

    public override List<T> Query<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> arguments)
    {
        using var command = Bind(sql, arguments);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            connection.Dispose();
    }

    private NpgsqlCommand Bind(string sql, ReadOnlySpan<object?> arguments)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var argument in arguments)
            command.Parameters.Add(new NpgsqlParameter
            {
                Value = argument switch
                {
                    null => DBNull.Value,
                    Guid id => id.ToString("D"),
                    DateTimeOffset time => time.UtcTicks,
                    bool flag => flag ? 1L : 0L,
                    int number => (long)number,
                    var value => value,
                },
            });
        return command;
    }
}
