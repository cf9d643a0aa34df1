using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Cortex.Workspaces.Tests.Proposals.Hosts;

/// <summary>git's own http-backend behind a web server, by the rules of CGI.</summary>
internal static class GitBackend
{
    public static async Task AnswerAsync(HttpContext http, string root, string? user)
    {
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "http-backend"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["GIT_PROJECT_ROOT"] = root;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["PATH_INFO"] = http.Request.Path;
        start.Environment["QUERY_STRING"] = http.Request.QueryString.Value?.TrimStart('?') ?? "";
        start.Environment["REQUEST_METHOD"] = http.Request.Method;
        start.Environment["CONTENT_TYPE"] = http.Request.ContentType ?? "";
        start.Environment["HTTP_CONTENT_ENCODING"] = http.Request.Headers.ContentEncoding.ToString();
        start.Environment["GIT_PROTOCOL"] = http.Request.Headers["Git-Protocol"].ToString();
        if (http.Request.ContentLength is { } length)
            start.Environment["CONTENT_LENGTH"] = length.ToString(CultureInfo.InvariantCulture);
        if (user is not null)
            start.Environment["REMOTE_USER"] = user;
        using var backend = Process.Start(start)!;
        await http.Request.Body.CopyToAsync(backend.StandardInput.BaseStream);
        backend.StandardInput.Close();
        var output = backend.StandardOutput.BaseStream;
        while (await LineAsync(output) is { Length: > 0 } header)
        {
            var (name, value) = (header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            if (name == "Status")
                http.Response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
            else
                http.Response.Headers[name] = value;
        }

        await output.CopyToAsync(http.Response.Body);
        await backend.WaitForExitAsync();
    }

    private static async Task<string> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1 && one[0] != '\n')
            if (one[0] != '\r')
                line.Append((char)one[0]);
        return line.ToString();
    }
}
