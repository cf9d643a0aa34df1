using System.Net;

namespace Cortex.Workspaces.Proposals;

/// <summary>A forge could not or would not do it; the message says what was asked, what it answered and what to do. It never holds a token.</summary>
public sealed class ForgeException(HttpStatusCode? status, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Null when there was no answer.</summary>
    public HttpStatusCode? Status { get; } = status;
}
