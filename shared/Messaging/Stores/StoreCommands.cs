using System.Data.Common;

namespace Cortex.Messaging.Stores;

/// <summary>
/// Statements on one connection. Arguments are $1, $2, …; a <see cref="Guid"/> is stored as text, a time as UTC ticks, a flag as 0 or 1. Text is
/// SQL that both engines know; what only one of them knows asks for <see cref="Engine"/>.
/// </summary>
public abstract class StoreCommands : IDisposable
{
    public abstract StoreEngine Engine { get; }

    /// <summary>Rows changed by the statement.</summary>
    public abstract int Execute(string sql, params ReadOnlySpan<object?> arguments);

    /// <summary>First column of the first row: long, double, string or byte[]; null when there is none.</summary>
    public abstract object? Scalar(string sql, params ReadOnlySpan<object?> arguments);

    public abstract List<T> Query<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> arguments);

    /// <summary>Several questions about one state of the store. Not inside a write, which sees one state anyway.</summary>
    public T Snapshot<T>(Func<T> questions)
    {
        Execute(Engine == StoreEngine.PostgreSql ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN");
        try
        {
            return questions();
        }
        finally
        {
            Execute("COMMIT");
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>Whose SQL is spoken.</summary>
public enum StoreEngine
{
    Sqlite,
    PostgreSql,
}
