using System.Collections;

namespace Cortex.Hosting.Telemetry;

/// <summary>What a log line is about, as a scope: run, worker, attempt, as far as they are known.</summary>
public sealed class RunScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _subjects = new(4);

    public RunScope(Guid? run, Guid? worker = null, int? attempt = null, Guid? message = null)
    {
        Add("run", run?.ToString("D"));
        Add("worker", worker?.ToString("D"));
        Add("attempt", attempt);
        Add("message", message?.ToString("D"));
    }

    public int Count => _subjects.Count;

    public KeyValuePair<string, object?> this[int index] => _subjects[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _subjects.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(' ', _subjects.Select(subject => $"{subject.Key} {subject.Value}"));

    private void Add(string name, object? value)
    {
        if (value is not null)
            _subjects.Add(new(name, value));
    }
}
