using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Cortex.Hosting.Data;
using Cortex.Workspaces.Proposals;
using Cortex.Workspaces.Proposals.Accounts;

namespace Cortex.Workspaces.Running;

/// <summary>
/// Git through its executable, always with a clean configuration: no system or user settings, no hooks, no file system monitor, no
/// prompts, no transport but file, http(s) and ssh, and a time-out after which the process and its children are gone.
/// </summary>
public sealed class Git(TimeProvider time, DataDirectory? data = null, ForgeAccounts? accounts = null)
{
    private const int MostError = 8 * 1024;

    private static readonly string[] Always =
    [
        "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.alternateRefsCommand=true", "-c", "core.pager=cat",
        "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "credential.helper=", "-c", "core.askPass=true", "-c", "submodule.recurse=false",
        "-c", "fetch.writeCommitGraph=false", "-c", "protocol.ext.allow=never", "-c", "core.quotePath=false", "-c", "commit.gpgSign=false",
        "-c", "advice.detachedHead=false", "-c", "core.protectNTFS=true", "-c", "core.protectHFS=true",
    ];

    private readonly Lazy<string> _configurations = new(() =>
        data is null ? Directory.CreateTempSubdirectory("cortex-git-").FullName : Directory.CreateDirectory(Path.Combine(data.Mirrors, "git-config")).FullName);

    public async Task<GitResult> RunAsync(GitCall call, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(call.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        using var process = Start(call);
        try
        {
            var input = WriteAsync(process.StandardInput, call.Input, either.Token);
            var output = call.Into is { } into ? CopyAsync(process.StandardOutput.BaseStream, into, either.Token) : ReadAsync(process.StandardOutput.BaseStream, call.MostOutput, either.Token);
            var error = ReadAsync(process.StandardError.BaseStream, MostError, either.Token);
            await input;
            // First: when nobody takes the output any more, git would wait for it without end.
            await output;
            await process.WaitForExitAsync(either.Token);
            var result = new GitResult(process.ExitCode, await output, Encoding.UTF8.GetString(await error).Trim());
            return call.Answers.Contains(result.ExitCode)
                ? result
                : throw new GitException($"git {call.Arguments[0]} failed with exit code {result.ExitCode}: {FirstLines(result.Error)}", result.Error);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new GitException($"git {call.Arguments[0]} did not end within {call.Timeout.TotalSeconds:0} seconds and was stopped.", "", timedOut: true);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private Process Start(GitCall call)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = call.Folder ?? Path.GetTempPath(),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in Always)
            start.ArgumentList.Add(argument);
        if (call.SafeDirectory is { } safe)
        {
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add("safe.directory=" + safe);
        }

        var account = call.Remote is { } remote ? accounts?.Find(remote) : null;
        foreach (var argument in account is null ? call.Arguments : [.. GitAccess.Settings, .. call.Arguments])
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GIT_", StringComparison.Ordinal) || k.StartsWith("SSH_ASKPASS", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in Clean(call.SafeDirectory))
            start.Environment[name] = value;
        foreach (var (name, value) in account is null ? call.Environment : call.Environment.Concat(Login(account)))
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new GitException($"git cannot be started: {e.Message}. Install git 2.30 or newer and put it on the PATH.", e.Message);
        }
    }

    private IReadOnlyDictionary<string, string> Login(ForgeAccount account)
    {
        try
        {
            return GitAccess.Variables(account, _configurations.Value);
        }
        catch (ForgeException e)
        {
            throw new GitException(e.Message, "");
        }
    }

    private IEnumerable<(string Name, string Value)> Clean(string? safeDirectory) =>
    [
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_CONFIG_SYSTEM", "/dev/null"),
        ("GIT_CONFIG_GLOBAL", safeDirectory is null ? "/dev/null" : ConfigurationFor(safeDirectory)),
        ("GIT_ATTR_NOSYSTEM", "1"),
        ("XDG_CONFIG_HOME", "/dev/null"),
        ("GIT_TERMINAL_PROMPT", "0"),
        ("GIT_ASKPASS", "true"),
        ("GIT_ALLOW_PROTOCOL", "file:http:https:ssh"),
        ("GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o ConnectTimeout=20"),
        ("GIT_OPTIONAL_LOCKS", "0"),
        ("GIT_NO_LAZY_FETCH", "1"),
        ("GIT_LFS_SKIP_SMUDGE", "1"),
        ("LC_ALL", "C"),
    ];

    /// <summary>
    /// Git hands <c>-c</c> settings to no process that serves another repository (upload-pack), and there safe.directory counts
    /// too; so it is also written to the file that stands for the user's configuration.
    /// </summary>
    private string ConfigurationFor(string safeDirectory)
    {
        var bare = Path.Combine(safeDirectory, ".git");
        var text = $"[safe]\n\tdirectory = {Quote(safeDirectory)}\n\tdirectory = {Quote(bare)}\n";
        var path = Path.Combine(_configurations.Value, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24]);
        if (File.Exists(path))
            return path;
        var fresh = path + "." + Environment.ProcessId + "." + Environment.CurrentManagedThreadId;
        File.WriteAllText(fresh, text);
        File.Move(fresh, path, overwrite: true);
        return path;
    }

    private static string Quote(string value) =>
        "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private static async Task WriteAsync(StreamWriter input, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        try
        {
            await input.BaseStream.WriteAsync(bytes, stop);
            input.Close();
        }
        catch (IOException)
        {
            // It ended without reading all; its exit code says why.
        }
    }

    private static async Task<byte[]> CopyAsync(Stream stream, Stream into, CancellationToken stop)
    {
        await stream.CopyToAsync(into, stop);
        return [];
    }

    /// <summary>Reads to the end, so that the writer never blocks, and keeps the first <paramref name="most"/> bytes.</summary>
    private static async Task<byte[]> ReadAsync(Stream stream, int most, CancellationToken stop)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, stop)) > 0)
        {
            var room = Math.Min(read, most - (int)kept.Length);
            if (room > 0)
                kept.Write(buffer, 0, room);
        }

        return kept.ToArray();
    }

    private static string FirstLines(string error) => error.Length == 0 ? "git said nothing" : string.Join(' ', error.Split('\n').Take(4)) is var text && text.Length > 600 ? text[..600] : text;
}
