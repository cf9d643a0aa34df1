using Cortex.Messaging;

namespace Cortex.Sagas.Recording;

/// <summary>
/// What a machine makes of one message: the messages it emits and the deadlines it sets, as data. It also carries all that a
/// behaviour may know besides its instance and message: the recorded time.
/// </summary>
public sealed class Decision(Guid cause, string stream, Guid? run, DateTimeOffset at)
{
    private readonly List<Outgoing> _outgoing = [];
    private readonly List<string> _canceledDeadlines = [];

    /// <summary>When the message was recorded.</summary>
    public DateTimeOffset At { get; } = at;

    public IReadOnlyList<Outgoing> Outgoing => _outgoing;

    /// <summary>Keys of deadlines taken back.</summary>
    public IReadOnlyList<string> CanceledDeadlines => _canceledDeadlines;

    public void Publish<T>(T message) where T : class => Add(message, null, null, null);

    /// <summary>To a service's command queue.</summary>
    public void Send<T>(string service, T command) where T : class => Add(command, service, null, null);

    /// <summary>Publishes the message at <paramref name="due"/> unless the deadline is taken back; a later one of the same name replaces it.</summary>
    public void SetDeadline<T>(string name, DateTimeOffset due, T message) where T : class => Add(message, null, due, Key(name));

    public void CancelDeadline(string name) => _canceledDeadlines.Add(Key(name));

    private string Key(string name) => $"{stream}/{name}";

    private void Add(object message, string? service, DateTimeOffset? due, string? deadlineKey) => _outgoing.Add(new Outgoing
    {
        MessageId = DeterministicId.Of(cause, stream, _outgoing.Count),
        Message = message,
        Service = service,
        Cause = cause,
        Run = run ?? RunOf.Message(message),
        Due = due,
        DeadlineKey = deadlineKey,
    });
}
