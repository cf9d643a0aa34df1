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

    /// <summary>
    /// A statement of a write whose answer the next one does not depend on: over a network they travel together. What it throws is thrown by a later
    /// statement of the decision, or at its end.
    /// </summary>
    /// <param name="sql">No question.</param>
    /// <param name="changed">Told the rows changed, by the end of the decision.</param>
    /// <param name="arguments">Of the statement.</param>
    public virtual void Post(string sql, Action<int>? changed, params ReadOnlySpan<object?> arguments)
    {
        var rows = Execute(sql, arguments);
        changed?.Invoke(rows);
    }

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

    /// <summary>Begins a decision: what fails in it is undone without the others of the commit.</summary>
    internal virtual void Begin() => Post("SAVEPOINT decision", null);

    /// <summary>Ends a decision; everything that it posted is in the commit.</summary>
    internal void End() => Execute("RELEASE decision");

    /// <summary>Ends a decision that failed.</summary>
    internal virtual void Undo()
    {
        Execute("ROLLBACK TO decision");
        End();
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
