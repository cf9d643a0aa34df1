using MassTransit;

namespace Cortex.Benchmarks.Sagas;

/// <summary>Counts the messages that endpoints are through with; with the recorded repository that is after the commit.</summary>
internal sealed class Finish : IReceiveObserver
{
    private TaskCompletionSource _reached = new();
    private int _open;

    public Task Expect(int messages)
    {
        _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _open, messages);
        return _reached.Task;
    }

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        if (Interlocked.Decrement(ref _open) == 0)
            _reached.TrySetResult();
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class => Fail(exception);

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Fail(exception);

    private Task Fail(Exception exception)
    {
        _reached.TrySetException(exception);
        return Task.CompletedTask;
    }
}
