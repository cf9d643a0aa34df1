using System.Security.Cryptography;
using System.Text;
using Cortex.Contracts;
using Cortex.Contracts.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cortex.Hosting.Api;

/// <summary>
/// Who may use the API: whoever shows the access token. The Host header is checked for every path, so that a web page
/// whose name resolves to the loopback address cannot talk to this process in a browser's name.
/// </summary>
public sealed record ApiAccess
{
    public const int TokenBytes = 32;

    /// <summary>Asked for as bearer token below /api.</summary>
    public required string Token { get; init; }

    /// <summary>Host names besides the loopback ones under which the API may be called.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    internal bool AllowsHost(HostString host) =>
        host.Host is "127.0.0.1" or "localhost" or "[::1]" or "::1" || HostNames.Contains(host.Host, StringComparer.OrdinalIgnoreCase);

    internal bool AllowsToken(string? authorization) =>
        authorization is not null
        && authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(authorization["Bearer ".Length..].Trim()), Encoding.UTF8.GetBytes(Token));
}

public static class ApiAccessExtensions
{
    public static IApplicationBuilder UseApiAccess(this IApplicationBuilder app, ApiAccess access) =>
        app.Use(async (context, next) =>
        {
            if (!access.AllowsHost(context.Request.Host))
            {
                await RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, new ApiError
                {
                    Error = $"This host does not answer to the name '{context.Request.Host.Host}'.",
                    Advice = "Call it by its loopback address.",
                });
                return;
            }

            if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                && !access.AllowsToken(context.Request.Headers.Authorization))
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await RefuseAsync(context, StatusCodes.Status401Unauthorized, new ApiError
                {
                    Error = "The access token is missing or wrong.",
                    Advice = "Send 'Authorization: Bearer TOKEN' with the token of host.json in the host's data directory.",
                });
                return;
            }

            await next(context);
        });

    private static Task RefuseAsync(HttpContext context, int status, ApiError error)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(error, CortexJson.Options);
    }
}
