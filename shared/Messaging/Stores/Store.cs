using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Cortex.Messaging.Stores;

/// <summary>
/// The durable store of a host on SQLite. One thread writes; decisions that wait together share one commit (group commit), each
/// in a savepoint of its own, so that a failing one takes nothing with it. A write returns once it is durable. Readers do not wait.
/// </summary>
public sealed class Store : IAsyncDisposable
{
    private const int MostPerCommit = 128;

    private readonly Channel<Write> _queue = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentBag<(SqliteConnection Connection, StoreCommands Commands)> _readers = [];
    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private readonly StoreCommands _commands;
    private readonly TimeProvider _time;
    private readonly ICommitObserver? _observer;
    private readonly Thread _thread;
    private StoreException? _failure;

    private Store(StoreOptions options, TimeProvider time, ICommitObserver? observer)
    {
        Options = options;
        _time = time;
        _observer = observer;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = options.Path, Pooling = false }.ToString();
        _writer = Connect();
        _commands = new StoreCommands(_writer);
        _thread = new Thread(WriteLoop) { IsBackground = true, Name = "cortex-store" };
    }

    public StoreOptions Options { get; }

    /// <summary>Why the last commit failed (a full disk, say); null when it did not.</summary>
    public StoreException? Failure => Volatile.Read(ref _failure);

    /// <summary>Raised on the writer's thread after each commit with what it emitted.</summary>
    public event Action<IReadOnlyList<Outgoing>>? Committed;

    /// <summary>Raised on the writer's thread after each commit.</summary>
    public event Action? Written;

    public static Store Open(StoreOptions options, IEnumerable<StoreSchema> schemas, TimeProvider time, ICommitObserver? observer = null)
    {
        Store? store = null;
        try
        {
            store = new Store(options, time, observer);
            StoreMigration.Apply(store._commands, options.Path, schemas);
        }
        catch (SqliteException e)
        {
            throw new StoreException($"The store {options.Path} cannot be opened: {e.Message}. Check the disk and the file's permissions, or name another data directory with --data.", e);
        }

        store._thread.Start();
        return store;
    }

    /// <summary>Runs <paramref name="work"/> inside the next commit and returns after it. Work is synchronous and does nothing but read and write this store.</summary>
    public Task<T> WriteAsync<T>(Func<StoreTransaction, T> work)
    {
        var write = new Write<T>(work);
        return _queue.Writer.TryWrite(write)
            ? write.Result
            : Task.FromException<T>(new ObjectDisposedException(nameof(Store)));
    }

    public Task WriteAsync(Action<StoreTransaction> work) => WriteAsync(transaction =>
    {
        work(transaction);
        return true;
    });

    /// <summary>Reads what is committed.</summary>
    public T Read<T>(Func<StoreCommands, T> query)
    {
        if (!_readers.TryTake(out var reader))
        {
            var connection = Connect();
            reader = (connection, new StoreCommands(connection));
        }

        try
        {
            return query(reader.Commands);
        }
        finally
        {
            _readers.Add(reader);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_thread.IsAlive)
            await Task.Run(_thread.Join);
        while (_readers.TryTake(out var reader))
        {
            reader.Commands.Dispose();
            reader.Connection.Dispose();
        }

        _commands.Dispose();
        _writer.Dispose();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var pragma = connection.CreateCommand();
        pragma.CommandText = $"PRAGMA journal_mode=WAL; PRAGMA synchronous={(Options.WaitForDisk ? "FULL" : "NORMAL")}; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-16000;";
        pragma.ExecuteNonQuery();
        return connection;
    }

    private void WriteLoop()
    {
        var batch = new List<Write>(MostPerCommit);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < MostPerCommit && _queue.Reader.TryRead(out var write))
                batch.Add(write);
            try
            {
                Commit(batch);
            }
            catch (Exception e)
            {
                // An observer or a subscriber failed in the middle of a commit: nobody can say what was seen, so nothing more is written.
                Break(batch, e);
                return;
            }
        }
    }

    private void Break(List<Write> batch, Exception reason)
    {
        var failure = new StoreException($"The store {Options.Path} has stopped: {reason.Message.TrimEnd('.')}. Start the host again; what was committed is kept.", reason);
        Volatile.Write(ref _failure, failure);
        _queue.Writer.TryComplete(failure);
        do
        {
            foreach (var write in batch)
                write.Fail(failure);
            batch.Clear();
            while (_queue.Reader.TryRead(out var write))
                batch.Add(write);
        }
        while (batch.Count > 0);
    }

    private void Commit(List<Write> batch)
    {
        var emitted = new List<Outgoing>();
        try
        {
            _commands.Execute("BEGIN IMMEDIATE");
            foreach (var write in batch)
            {
                var transaction = new StoreTransaction(_commands, _time.GetUtcNow());
                _commands.Execute("SAVEPOINT decision");
                if (write.Run(transaction))
                    emitted.AddRange(transaction.Emitted);
                else
                    _commands.Execute("ROLLBACK TO decision");
                _commands.Execute("RELEASE decision");
            }

            _observer?.BeforeCommit(emitted);
            _commands.Execute("COMMIT");
        }
        catch (SqliteException e)
        {
            Abort(batch, e);
            return;
        }

        Volatile.Write(ref _failure, null);
        _observer?.AfterCommit(emitted);
        foreach (var write in batch)
            write.Complete();
        if (emitted.Count > 0)
            Committed?.Invoke(emitted);
        Written?.Invoke();
    }

    private void Abort(List<Write> batch, SqliteException reason)
    {
        try
        {
            _commands.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (a full disk, an I/O error); the reason below says why.
        }

        var failure = new StoreException($"Nothing could be written to {Options.Path}: {reason.Message}. Free disk space or check the disk, then resume.", reason);
        Volatile.Write(ref _failure, failure);
        foreach (var write in batch)
            write.Fail(failure);
    }

    private abstract class Write
    {
        public abstract bool Run(StoreTransaction transaction);

        public abstract void Complete();

        public abstract void Fail(Exception failure);
    }

    private sealed class Write<T>(Func<StoreTransaction, T> work) : Write
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;
        private Exception? _failure;

        public Task<T> Result => _done.Task;

        public override bool Run(StoreTransaction transaction)
        {
            try
            {
                _value = work(transaction);
                return true;
            }
            catch (Exception e) when (e is not SqliteException { SqliteErrorCode: 10 or 11 or 13 })
            {
                // The caller's failure is the caller's: it gets it, the others of the batch go on. I/O error, corruption and a
                // full disk (10, 11, 13) end the whole commit.
                _failure = e;
                return false;
            }
        }

        public override void Complete()
        {
            if (_failure is { } failure)
                _done.TrySetException(failure);
            else
                _done.TrySetResult(_value!);
        }

        public override void Fail(Exception failure) => _done.TrySetException(_failure ?? failure);
    }
}
