using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cortex.Workspaces.Proposals.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cortex.Workspaces.Tests.Proposals.Hosts;

/// <summary>
/// Stands in for somebody else's host: real git over real HTTP, and the part of its API that Cortex calls, in the shapes its documentation
/// gives. Its one repository is team/shop; pull requests know the repository's real branches.
/// </summary>
public sealed class ForgeHost : IAsyncDisposable
{
    public const string Token = "t0ken-of-the-test";
    public const string Repository = "team/shop";

    private readonly WebApplication _app;
    private readonly string _root;

    private ForgeHost(WebApplication app, ForgeKind kind, string root)
    {
        (_app, Kind, _root) = (app, kind, root);
        Pulls = new StandInPulls(BareFolder);
    }

    public ForgeKind Kind { get; }

    public StandInPulls Pulls { get; }

    /// <summary>Method and path of every API call.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Answers given to the next API calls instead of real ones.</summary>
    public ConcurrentQueue<(HttpStatusCode Status, (string Name, string Value)[] Headers, string Body)> Next { get; } = new();

    /// <summary>Processes that had the token on their command line while git talked to this host.</summary>
    public ConcurrentQueue<string> Leaks { get; } = new();

    /// <summary>False: git may be read by everybody and written by nobody.</summary>
    public bool MayPush { get; set; } = true;

    /// <summary>True: reading needs the account too.</summary>
    public bool IsPrivate { get; set; }

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public string RepositoryUrl => $"{Url}/{Repository}.git";

    public string BareFolder => Path.Combine(_root, Repository + ".git");

    public static async Task<ForgeHost> StartAsync(ForgeKind kind, string root)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var host = new ForgeHost(app, kind, root);
        app.Use(host.GuardAsync);
        app.UseRouting();
        switch (kind)
        {
            case ForgeKind.GitHub:
                GitHubApi.Map(app.MapGroup("/api/v3"), host.Pulls);
                break;
            case ForgeKind.GitLab:
                GitLabApi.Map(app.MapGroup("/api/v4"), host.Pulls);
                break;
            default:
                GiteaApi.Map(app.MapGroup("/api/v1"), host.Pulls);
                break;
        }

        app.MapFallback("{**path}", http => GitBackend.AnswerAsync(http, root, http.Items["user"] as string));
        await app.StartAsync();
        return host;
    }

    /// <summary>Makes the bare repository from a repository of the test.</summary>
    public void Publish(Repository repository)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(BareFolder)!);
        repository.Run("clone", "--quiet", "--bare", ".", BareFolder);
    }

    /// <summary>The account's setting; its token is in a file.</summary>
    public ForgeSetting Setting(string token = Token)
    {
        var file = Path.Combine(_root, "token");
        File.WriteAllText(file, token + "\n");
        return new ForgeSetting { Url = Url, Kind = Kind.ToString().ToLowerInvariant(), TokenFile = file };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments("/api"))
        {
            Calls.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}");
            if (Next.TryDequeue(out var told))
            {
                http.Response.StatusCode = (int)told.Status;
                foreach (var (name, value) in told.Headers)
                    http.Response.Headers[name] = value;
                await http.Response.WriteAsync(told.Body);
                return;
            }

            var shown = Kind == ForgeKind.GitLab ? http.Request.Headers["PRIVATE-TOKEN"].ToString() : http.Request.Headers.Authorization.ToString().Split(' ').Last();
            if (shown == Token)
            {
                await next(http);
                return;
            }

            http.Response.StatusCode = 401;
            await http.Response.WriteAsJsonAsync(new JsonObject { ["message"] = "Bad credentials" });
            return;
        }

        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
            if (CommandLine(process) is var line && line.Contains(Token, StringComparison.Ordinal))
                Leaks.Enqueue(line);
        var isWrite = http.Request.Path.Value!.EndsWith("git-receive-pack", StringComparison.Ordinal) || http.Request.QueryString.Value!.Contains("git-receive-pack", StringComparison.Ordinal);
        var user = User(http.Request.Headers.Authorization.ToString());
        if ((isWrite || IsPrivate) && user is null)
        {
            http.Response.StatusCode = 401;
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
            return;
        }

        if (isWrite && !MayPush)
        {
            http.Response.StatusCode = 403;
            return;
        }

        http.Items["user"] = user;
        await next(http);
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string? User(string authorization)
    {
        if (!authorization.StartsWith("Basic ", StringComparison.Ordinal))
            return null;
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(authorization["Basic ".Length..])).Split(':', 2);
        return parts[1] == Token ? parts[0] : null;
    }
}
