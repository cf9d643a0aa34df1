using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cortex.Messaging.Stores.Sqlite;

/// <summary>
/// One statement on SQLite's own interface. The append of an event is a handful of small statements, and binding them through ADO.NET
/// costs more than running them.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int StackBytes = 1024;

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    // Place of $1, $2, … among the statement's parameters; 0 for one that it does not use.
    private readonly int[] _places;

    private Statement(sqlite3 connection, sqlite3_stmt statement)
    {
        _connection = connection;
        _statement = statement;
        var count = raw.sqlite3_bind_parameter_count(statement);
        var numbers = Enumerable.Range(1, count).ToDictionary(place => int.Parse(raw.sqlite3_bind_parameter_name(statement, place).utf8_to_string().AsSpan(1)));
        _places = [.. Enumerable.Range(1, count == 0 ? 0 : numbers.Keys.Max()).Select(number => numbers.GetValueOrDefault(number))];
    }

    /// <summary>Null when the text holds several statements.</summary>
    public static Statement? TryPrepare(sqlite3 connection, string sql)
    {
        var result = raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement, out var rest);
        if (result != raw.SQLITE_OK)
            throw Failure(connection, result);
        if (string.IsNullOrWhiteSpace(rest))
            return new Statement(connection, statement);
        statement.Dispose();
        return null;
    }

    /// <summary>False when an argument is of a type that is left to ADO.NET.</summary>
    public bool TryBind(ReadOnlySpan<object?> arguments)
    {
        for (var i = 0; i < _places.Length; i++)
            if (_places[i] is var place && place > 0 && !TryBind(place, i < arguments.Length ? arguments[i] : null))
                return false;
        return true;
    }

    public int Execute()
    {
        int result;
        do
            result = raw.sqlite3_step(_statement);
        while (result == raw.SQLITE_ROW);
        End(result);
        return raw.sqlite3_changes(_connection);
    }

    public object? Scalar()
    {
        var result = raw.sqlite3_step(_statement);
        var value = result == raw.SQLITE_ROW ? FirstColumn() : null;
        End(result);
        return value;
    }

    public void Dispose() => _statement.Dispose();

    private object? FirstColumn() => raw.sqlite3_column_type(_statement, 0) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(_statement, 0),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(_statement, 0),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(_statement, 0).utf8_to_string(),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(_statement, 0).ToArray(),
        _ => null,
    };

    private void End(int result)
    {
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            _ = raw.sqlite3_reset(_statement);
            return;
        }

        var failure = Failure(_connection, result);
        _ = raw.sqlite3_reset(_statement);
        throw failure;
    }

    private bool TryBind(int place, object? argument)
    {
        Span<byte> id = stackalloc byte[36];
        switch (argument)
        {
            case null:
                raw.sqlite3_bind_null(_statement, place);
                return true;
            case string text:
                Bind(place, text);
                return true;
            case Guid guid:
                guid.TryFormat(id, out _);
                raw.sqlite3_bind_text(_statement, place, id);
                return true;
            case long number:
                raw.sqlite3_bind_int64(_statement, place, number);
                return true;
            case int number:
                raw.sqlite3_bind_int64(_statement, place, number);
                return true;
            case bool flag:
                raw.sqlite3_bind_int64(_statement, place, flag ? 1 : 0);
                return true;
            case double number:
                raw.sqlite3_bind_double(_statement, place, number);
                return true;
            case DateTimeOffset time:
                raw.sqlite3_bind_int64(_statement, place, time.UtcTicks);
                return true;
            case byte[] bytes:
                raw.sqlite3_bind_blob(_statement, place, bytes);
                return true;
            default:
                return false;
        }
    }

    private void Bind(int place, string text)
    {
        if (text.Length <= StackBytes / 3)
        {
            Span<byte> small = stackalloc byte[StackBytes];
            raw.sqlite3_bind_text(_statement, place, small[..Encoding.UTF8.GetBytes(text, small)]);
            return;
        }

        var large = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        raw.sqlite3_bind_text(_statement, place, large.AsSpan(0, Encoding.UTF8.GetBytes(text, large)));
        ArrayPool<byte>.Shared.Return(large);
    }

    private static SqliteException Failure(sqlite3 connection, int result) =>
        new($"SQLite Error {result & 0xFF}: '{raw.sqlite3_errmsg(connection).utf8_to_string()}'.", result & 0xFF, raw.sqlite3_extended_errcode(connection));
}
