using System.Data.Common;
using Npgsql;

namespace Cortex.Messaging.Stores.PostgreSql;

/// <summary>Commands on one connection of PostgreSQL's; the driver prepares those that come again. What is posted goes out with the next one.</summary>
internal sealed class PostgreSqlCommands(NpgsqlConnection connection) : StoreCommands
{
    private const int MostPosted = 64;

    private readonly List<(NpgsqlBatchCommand Command, Action<int>? Changed)> _posted = [];
    private bool _hasBegun;

    public override StoreEngine Engine => StoreEngine.PostgreSql;

    public override void Post(string sql, Action<int>? changed, params ReadOnlySpan<object?> arguments)
    {
        if (_posted.Count == MostPosted)
            Send(batch => batch.ExecuteNonQuery());
        var command = new NpgsqlBatchCommand(sql);
        Bind(command.Parameters, arguments);
        _posted.Add((command, changed));
    }

    public override int Execute(string sql, params ReadOnlySpan<object?> arguments)
    {
        if (_posted.Count == 0)
        {
            using var command = CommandOf(sql, arguments);
            return command.ExecuteNonQuery();
        }

        var rows = 0;
        Post(sql, changed => rows = changed, arguments);
        Send(batch => batch.ExecuteNonQuery());
        return rows;
    }

    public override object? Scalar(string sql, params ReadOnlySpan<object?> arguments)
    {
        object? value;
        if (_posted.Count == 0)
        {
            using var command = CommandOf(sql, arguments);
            value = command.ExecuteScalar();
        }
        else
        {
            Post(sql, null, arguments);
            value = Send(batch => batch.ExecuteScalar());
        }

        return value switch
        {
            null or DBNull => null,
            int number => (long)number,
            decimal number => (long)number,
            _ => value,
        };
    }

    public override List<T> Query<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> arguments)
    {
        if (_posted.Count == 0)
        {
            using var command = CommandOf(sql, arguments);
            using var reader = command.ExecuteReader();
            return Rows(reader, map);
        }

        Post(sql, null, arguments);
        return Send(batch =>
        {
            using var reader = batch.ExecuteReader();
            return Rows(reader, map);
        });
    }

    internal override void Begin()
    {
        _hasBegun = false;
        base.Begin();
    }

    internal override void Undo()
    {
        _posted.Clear();
        // Nothing of it was sent, its beginning neither.
        if (_hasBegun)
            base.Undo();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            connection.Dispose();
    }

    private static List<T> Rows<T>(NpgsqlDataReader reader, Func<DbDataReader, T> map)
    {
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    private T Send<T>(Func<NpgsqlBatch, T> execute)
    {
        var sent = _posted.ToArray();
        _posted.Clear();
        _hasBegun = true;
        using var batch = new NpgsqlBatch(connection);
        foreach (var (command, _) in sent)
            batch.BatchCommands.Add(command);
        var answer = execute(batch);
        foreach (var (command, changed) in sent)
            changed?.Invoke(command.RecordsAffected);
        return answer;
    }

    private NpgsqlCommand CommandOf(string sql, ReadOnlySpan<object?> arguments)
    {
        var command = new NpgsqlCommand(sql, connection);
        Bind(command.Parameters, arguments);
        return command;
    }

    private static void Bind(NpgsqlParameterCollection parameters, ReadOnlySpan<object?> arguments)
    {
        foreach (var argument in arguments)
            parameters.Add(new NpgsqlParameter
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
    }
}
