using System.Diagnostics;
using System.Threading.Channels;
using Cortex.Messaging.Stores.PostgreSql;
using Cortex.Messaging.Stores.Sqlite;
using Cortex.Messaging.Telemetry;

namespace Cortex.Messaging.Stores;

/// <summary>
/// The durable store of a host. One thread writes; decisions that wait together share one commit (group commit), each
/// in a savepoint of its own, so that a failing one takes nothing with it. A write returns once it is durable. Readers do not wait.
/// </summary>
public sealed class Store : IAsyncDisposable
{
    private const int MostPerCommit = 128;

    private readonly Channel<Write> _queue = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IStoreDatabase _database;
    private readonly TimeProvider _time;
    private readonly ICommitObserver? _observer;
    private readonly CommitMeter? _meter;
    private readonly Thread _thread;
    private StoreCommands? _writer;
    private StoreException? _failure;

    private Store(StoreOptions options, IStoreDatabase database, TimeProvider time, ICommitObserver? observer, CommitMeter? meter)
    {
        Options = options;
        _database = database;
        _time = time;
        _observer = observer;
        _meter = meter;
        _thread = new Thread(WriteLoop) { IsBackground = true, Name = "cortex-store" };
    }

    public StoreOptions Options { get; }

    /// <summary>The file or the database, as a person knows it; without credentials.</summary>
    public string Name => _database.Name;

    /// <summary>Why the last commit failed (a full disk, a database that is away); null when it did not.</summary>
    public StoreException? Failure => Volatile.Read(ref _failure);

    /// <summary>Raised on the writer's thread after each commit with what it emitted.</summary>
    public event Action<IReadOnlyList<Outgoing>>? Committed;

    /// <summary>Raised after each commit of this host, and when another host's may have come.</summary>
    public event Action? Written;

    /// <exception cref="StoreException">The database cannot be reached or opened, or another version wrote it.</exception>
    public static Store Open(StoreOptions options, IEnumerable<StoreSchema> schemas, TimeProvider time, ICommitObserver? observer = null, CommitMeter? meter = null)
    {
        IStoreDatabase database = options.IsShared ? new PostgreSqlDatabase(options) : new SqliteDatabase(options);
        database.Migrate([.. schemas]);
        var store = new Store(options, database, time, observer, meter);
        store._thread.Start();
        if (time is StoreClock)
            store.WriteAsync(_ => { }).GetAwaiter().GetResult();
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

    /// <summary>Reads what is committed. The query may run twice: once more when the first connection turns out to be gone.</summary>
    /// <exception cref="StoreException">The database does not answer.</exception>
    public T Read<T>(Func<StoreCommands, T> query)
    {
        for (var again = false; ; again = true)
        {
            StoreCommands? reader = null;
            try
            {
                reader = _database.Rent();
                var answer = query(reader);
                _database.Return(reader);
                return answer;
            }
            catch (Exception e) when (_database.EndsConnection(e))
            {
                reader?.Dispose();
                if (again)
                    throw new StoreException($"The store {Name} does not answer: {e.Message.TrimEnd('.')}. {_database.Advice}", e);
            }
            catch (Exception) when (reader is not null)
            {
                _database.Return(reader);
                throw;
            }
        }
    }

    /// <summary>Another host may have written: whoever waits for news looks.</summary>
    public void Notice() => Written?.Invoke();

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_thread.IsAlive)
            await Task.Run(_thread.Join);
        _writer?.Dispose();
        _database.Dispose();
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
        var failure = new StoreException($"The store {Name} has stopped: {reason.Message.TrimEnd('.')}. Start the host again; what was committed is kept.", reason);
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
        var began = Stopwatch.GetTimestamp();
        try
        {
            var writer = _writer ??= _database.OpenWriter();
            var now = _database.Begin(writer) is { } database && _time is StoreClock clock ? clock.Follow(database) : _time.GetUtcNow();
            foreach (var write in batch)
            {
                var transaction = new StoreTransaction(writer, Options.Writer, now, write.Span);
                writer.Begin();
                if (write.Run(transaction, _database))
                    emitted.AddRange(transaction.Emitted);
                else
                    writer.Undo();
            }

            _observer?.BeforeCommit(emitted);
            writer.Execute("COMMIT");
        }
        catch (Exception e) when (_database.IsFailure(e))
        {
            Abort(batch, e);
            return;
        }

        _meter?.Committed(Stopwatch.GetElapsedTime(began), batch.Count);
        Volatile.Write(ref _failure, null);
        _observer?.AfterCommit(emitted);
        foreach (var write in batch)
            write.Complete();
        if (emitted.Count > 0)
            Committed?.Invoke(emitted);
        Written?.Invoke();
    }

    private void Abort(List<Write> batch, Exception reason)
    {
        try
        {
            _writer?.Execute("ROLLBACK");
        }
        catch (Exception e) when (_database.IsFailure(e) || e is InvalidOperationException)
        {
            // It has rolled back by itself (a full disk, an I/O error, a connection that ended); the reason below says why.
        }

        if (_database.EndsConnection(reason))
        {
            _writer?.Dispose();
            _writer = null;
        }

        var failure = new StoreException($"Nothing could be written to {Name}: {reason.Message.TrimEnd('.')}. {_database.Advice}", reason);
        Volatile.Write(ref _failure, failure);
        _meter?.Failed();
        foreach (var write in batch)
            write.Fail(failure);
    }

    private abstract class Write
    {
        /// <summary>In which it was asked for.</summary>
        public ActivityContext Span { get; } = Activity.Current?.Context ?? default;

        public abstract bool Run(StoreTransaction transaction, IStoreDatabase database);

        public abstract void Complete();

        public abstract void Fail(Exception failure);
    }

    private sealed class Write<T>(Func<StoreTransaction, T> work) : Write
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;
        private Exception? _failure;

        public Task<T> Result => _done.Task;

        public override bool Run(StoreTransaction transaction, IStoreDatabase database)
        {
            try
            {
                _value = work(transaction);
                transaction.Commands.End();
                return true;
            }
            catch (Exception e) when (!database.EndsCommit(e))
            {
                // The caller's failure is the caller's: it gets it, the others of the batch go on.
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
