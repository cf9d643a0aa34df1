using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Cortex.Messaging.Stores.Sqlite;

/// <summary>Prepared statements of one connection, by their text.</summary>
internal sealed class SqliteCommands(SqliteConnection connection) : StoreCommands
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public override StoreEngine Engine => StoreEngine.Sqlite;

    public override int Execute(string sql, params ReadOnlySpan<object?> arguments) =>
        Prepare(sql) is { } statement && statement.TryBind(arguments) ? statement.Execute() : Bind(sql, arguments).ExecuteNonQuery();

    public override object? Scalar(string sql, params ReadOnlySpan<object?> arguments) =>
        Prepare(sql) is { } statement && statement.TryBind(arguments) ? statement.Scalar()
        : Bind(sql, arguments).ExecuteScalar() is { } value and not DBNull ? value : null;

    public override List<T> Query<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> arguments)
    {
        var rows = new List<T>();
        using var reader = Bind(sql, arguments).ExecuteReader();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        foreach (var statement in _statements.Values)
            statement.Dispose();
        foreach (var command in _commands.Values)
            command.Dispose();
        connection.Dispose();
    }

    private Statement? Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement) && Statement.TryPrepare(connection.Handle!, sql) is { } prepared)
            _statements.Add(sql, statement = prepared);
        return statement;
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= arguments.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
            _commands.Add(sql, command);
        }

        for (var i = 0; i < arguments.Length; i++)
            command.Parameters[i].Value = arguments[i] switch
            {
                null => DBNull.Value,
                Guid id => id.ToString("D"),
                DateTimeOffset time => time.UtcTicks,
                var value => value,
            };
        return command;
    }
}
