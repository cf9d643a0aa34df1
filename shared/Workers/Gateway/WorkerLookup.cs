namespace Cortex.Workers.Gateway;

/// <summary>
/// Something a master keeps and its workers may ask for, such as advisories: JSON in, JSON out, reading only. The same question may
/// come twice. A master registers it as a singleton; any replica answers.
/// </summary>
/// <param name="Name">By which a worker asks, for example "advisories".</param>
/// <param name="AnswerAsync">Throws <see cref="RefusedException"/> or <see cref="System.Text.Json.JsonException"/> for a question it cannot answer.</param>
public sealed record WorkerLookup(string Name, Func<string, CancellationToken, Task<string>> AnswerAsync);
