using System.Threading.Channels;
using MassTransit;

namespace Cortex.Sagas.Tests.Hosts;

/// <summary>What the consumers heard; a test awaits it and may hold a consumer or make it fail.</summary>
internal sealed class Heard
{
    private readonly Channel<(string Consumer, object Message, Guid Id)> _notes = Channel.CreateUnbounded<(string, object, Guid)>();

    public Func<string, object, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public Func<string, CancellationToken, Task> Waiting { get; set; } = (_, _) => Task.CompletedTask;

    public async Task NoteAsync<T>(string consumer, ConsumeContext<T> context) where T : class
    {
        await Before(consumer, context.Message);
        await Waiting(consumer, context.CancellationToken);
        await _notes.Writer.WriteAsync((consumer, context.Message, context.MessageId!.Value));
    }

    /// <summary>The next message of this type; others are skipped.</summary>
    public async Task<T> NextAsync<T>() => (await NextWithIdAsync<T>()).Message;

    public async Task<(T Message, Guid Id)> NextWithIdAsync<T>()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            while (true)
                if (await _notes.Reader.ReadAsync(limit.Token) is { Message: T message } note)
                    return (message, note.Id);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"No {typeof(T).Name} was heard.", e);
        }
    }

    public bool IsEmpty => !_notes.Reader.TryPeek(out _);
}
