namespace Cortex.Cli.Client;

/// <summary>A host that takes a request and does not answer it fails the request like one that is not there; the library would say it was canceled.</summary>
internal sealed class AnswerLimit(TimeSpan limit, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            return await base.SendAsync(request, patience.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.Unknown, $"{request.RequestUri!.GetLeftPart(UriPartial.Authority)} has not answered within {limit.TotalSeconds:0.#} s", e);
        }
    }
}
