using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Cortex.Security.Advisories.Stored;

namespace Cortex.Security.Advisories.Syncing;

/// <summary>One try at a file.</summary>
internal sealed class FeedRequest(HttpClient http, TimeProvider time, IProgress<string> progress)
{
    private const long MostBytes = 8L * 1024 * 1024 * 1024;
    private const int TellEvery = 64 * 1024 * 1024;

    /// <summary>A server that says nothing for so long has gone away.</summary>
    private static readonly TimeSpan MostSilence = TimeSpan.FromSeconds(60);

    public async Task<FeedEdition?> RunAsync(Uri address, PartialFile file, FeedEdition? known, CancellationToken stop)
    {
        using var silence = new CancellationTokenSource(MostSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, silence.Token);
        try
        {
            using var request = Ask(address, file, known);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode == HttpStatusCode.NotModified)
                return null;
            FeedAnswer.Check(address, response, file, time.GetUtcNow());
            var edition = FeedAnswer.Edition(response);
            var anew = response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != file.Length;
            if (anew && response.StatusCode == HttpStatusCode.PartialContent)
            {
                file.Delete();
                throw new PassingFaultException("the server continued at another place than it was asked to");
            }
            await SaveAsync(address, response, file, edition, anew, silence, either.Token);
            file.Finish();
            return edition;
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new PassingFaultException($"the server was silent for {MostSilence.TotalSeconds:0} s", null, e);
        }
        catch (HttpRequestException e)
        {
            throw FeedFaults.Of(address, e);
        }
        catch (IOException e) when (e is HttpIOException || e.InnerException is SocketException)
        {
            throw new PassingFaultException("the connection broke off", null, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FeedFaults.OfDisk(file.Finished, e);
        }
    }

    private static HttpRequestMessage Ask(Uri address, PartialFile file, FeedEdition? known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (file.Edition is { } begun && (begun.ETag ?? begun.Modified) is { } same && RangeConditionHeaderValue.TryParse(same, out var condition)
            && condition.EntityTag is not { IsWeak: true })
        {
            request.Headers.Range = new RangeHeaderValue(file.Length, null);
            request.Headers.IfRange = condition;
            return request;
        }
        if (known?.ETag is { } tag && EntityTagHeaderValue.TryParse(tag, out var parsed))
            request.Headers.IfNoneMatch.Add(parsed);
        else if (known?.Modified is { } modified && DateTimeOffset.TryParse(modified, System.Globalization.CultureInfo.InvariantCulture, out var since))
            request.Headers.IfModifiedSince = since;
        return request;
    }

    private async Task SaveAsync(
        Uri address, HttpResponseMessage response, PartialFile file, FeedEdition edition, bool anew, CancellationTokenSource silence, CancellationToken stop)
    {
        await using var to = file.Open(edition, anew);
        await using var from = await response.Content.ReadAsStreamAsync(stop);
        var whole = to.Length + response.Content.Headers.ContentLength;
        var buffer = new byte[81920];
        var told = to.Length;
        while (true)
        {
            silence.CancelAfter(MostSilence);
            var read = await from.ReadAsync(buffer, stop);
            if (read == 0)
                break;
            await to.WriteAsync(buffer.AsMemory(0, read), stop);
            if (to.Length > MostBytes)
                throw new FeedException($"{address} sends more than {MostBytes / 1024 / 1024 / 1024} GB, which no archive of advisories has. Check the address.");
            if (to.Length - told < TellEvery)
                continue;
            told = to.Length;
            progress.Report($"{address}: {told / 1024 / 1024} MB{(whole is { } of ? $" of {of / 1024 / 1024} MB" : "")}");
        }
        if (whole is { } expected && to.Length < expected)
            throw new PassingFaultException("the connection broke off");
    }
}
