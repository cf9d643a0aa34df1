using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Cortex.Workspaces.Proposals.Accounts;

namespace Cortex.Workspaces.Proposals.Forges;

/// <summary>
/// Calls of a forge's API. A host that asks for patience is given it, up to a limit; a call that was refused is not repeated, and one whose fate
/// is unknown is repeated only when doing it twice does no harm.
/// </summary>
public sealed class ForgeHttp(HttpClient http, ForgeAccount account, TimeProvider time, TimeSpan mostWait)
{
    private const int MostTries = 4;
    private const int MostAnswerBytes = 32 * 1024 * 1024;

    /// <summary>GitHub asks to wait a minute where it names no time.</summary>
    private static readonly TimeSpan SecondaryPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    public ForgeAccount Account => account;

    public async Task<JsonElement> GetAsync(string path, CancellationToken stop) => (await SendAsync(HttpMethod.Get, path, null, stop)).Body;

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object body, CancellationToken stop) => (await SendAsync(method, path, JsonSerializer.Serialize(body), stop)).Body;

    /// <summary>All elements of a list that comes in pages, at most <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string path, int page, int most, CancellationToken stop)
    {
        var all = new List<JsonElement>();
        var sizeName = account.Kind == ForgeKind.Gitea ? "limit" : "per_page";
        for (var number = 1; all.Count < most; number++)
        {
            var (part, _) = await SendAsync(HttpMethod.Get, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{sizeName}={page}&page={number}", null, stop);
            if (part.ValueKind != JsonValueKind.Array)
                throw new ForgeException(HttpStatusCode.OK, $"{account.Host} answered {path} with something that is no list. Check the 'api' address of its entry.");
            all.AddRange(part.EnumerateArray());
            if (part.GetArrayLength() < page)
                break;
        }

        return all;
    }

    private async Task<(JsonElement Body, HttpStatusCode Status)> SendAsync(HttpMethod method, string path, string? body, CancellationToken stop)
    {
        var waited = TimeSpan.Zero;
        for (var attempt = 1; ; attempt++)
        {
            var (answer, failure) = await TryAsync(method, path, body, stop);
            var pause = answer is { } got ? ForgePatience.PauseFor(got.Status, got.Headers, got.Text, time.GetUtcNow(), SecondaryPause) : null;
            if (answer is { } final && pause is null && ((int)final.Status < 500 || method != HttpMethod.Get))
                return (int)final.Status < 300 ? (Parse(final.Text, path), final.Status) : throw Refused(method, path, final.Status, final.Text);
            if (answer is null && method == HttpMethod.Post)
                throw failure!;
            pause ??= FirstPause * Math.Pow(4, attempt - 1);
            waited += pause.Value;
            if (attempt == MostTries || waited > mostWait)
                throw answer is { } last && ForgePatience.IsLimit(last.Status, last.Headers, last.Text)
                    ? new ForgeException(last.Status, $"{account.Host} limits how often it may be called and asks to wait {pause.Value.TotalSeconds:0} seconds; {mostWait.TotalSeconds:0} are allowed here (Proposals:MostWaitSeconds). The next run proposes it.")
                    : failure ?? Refused(method, path, answer!.Value.Status, answer.Value.Text);
            await Task.Delay(pause.Value, time, stop);
        }
    }

    private async Task<((HttpStatusCode Status, ForgePatience.Headers Headers, string Text)? Answer, ForgeException? Failure)> TryAsync(HttpMethod method, string path, string? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, new Uri(account.Api, path));
        request.Headers.UserAgent.ParseAdd("cortex");
        switch (account.Kind)
        {
            case ForgeKind.GitHub:
                request.Headers.Accept.ParseAdd("application/vnd.github+json");
                request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
                request.Headers.Authorization = new("Bearer", account.Token());
                break;
            case ForgeKind.GitLab:
                request.Headers.Add("PRIVATE-TOKEN", account.Token());
                break;
            default:
                request.Headers.Authorization = new("token", account.Token());
                break;
        }

        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return ((response.StatusCode, ForgePatience.Headers.Of(response), await ReadAsync(response, stop)), null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return (null, new ForgeException(null, $"{account.Host} cannot be reached: {(e is OperationCanceledException ? "it did not answer in time" : e.Message)}. Check the network and the 'api' address of its entry.", e));
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        await using var content = await response.Content.ReadAsStreamAsync(stop);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, stop)) > 0 && kept.Length < MostAnswerBytes)
            kept.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private JsonElement Parse(string text, string path)
    {
        try
        {
            return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException e)
        {
            throw new ForgeException(HttpStatusCode.OK, $"{account.Host} answered {path} with something that is no JSON. Check the 'api' address of its entry.", e);
        }
    }

    private ForgeException Refused(HttpMethod method, string path, HttpStatusCode status, string text)
    {
        var advice = status switch
        {
            HttpStatusCode.Unauthorized => "The token is wrong or has expired: make a new one and put it where the host's entry says.",
            HttpStatusCode.Forbidden => "The account may not do it: give the token the right to write pull requests and contents.",
            HttpStatusCode.NotFound => "The repository is not there, or the account may not see it.",
            HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity => "The host does not accept it as it is.",
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => "It is elsewhere now: name the target by its new address.",
            _ => "Try again later.",
        };
        return new ForgeException(status, string.Create(CultureInfo.InvariantCulture, $"{account.Host} answered {method} {path.Split('?')[0]} with {(int)status}: {Said(text)} {advice}"));
    }

    /// <summary>The message of the answer's JSON, or its beginning, on one line.</summary>
    private static string Said(string text)
    {
        const int most = 300;
        var said = text;
        try
        {
            if (JsonSerializer.Deserialize<JsonElement>(text) is { ValueKind: JsonValueKind.Object } json)
                said = string.Join(' ', ((string[])["message", "error", "errors"]).Where(n => json.TryGetProperty(n, out _)).Select(n => json.GetProperty(n).ToString()));
        }
        catch (JsonException)
        {
            // Some proxies answer in HTML.
        }

        said = new string([.. said.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return said.Length == 0 ? "it said nothing." : said.Length > most ? said[..most] + " …" : said.TrimEnd('.') + ".";
    }
}
