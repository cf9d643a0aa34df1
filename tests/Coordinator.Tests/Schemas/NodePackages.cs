using System.Diagnostics;
using System.Security.Cryptography;
using Cortex.Coordinator.Tests.Golden;

namespace Cortex.Coordinator.Tests.Schemas;

/// <summary>Pinned packages of npm and the scripts beside them, installed once below artifacts/.</summary>
/// <param name="packages">Folder of package.json, package-lock.json and the scripts, from the repository's root.</param>
internal sealed class NodePackages(string packages)
{
    private readonly Lazy<string> _folder = new(() => Install(packages));

    /// <summary>Where they are installed.</summary>
    public string Folder => _folder.Value;

    /// <summary>What a script prints that is given <paramref name="input"/>.</summary>
    public string Run(string script, string input) => Start("node", [script], Folder, input);

    /// <summary>Installed aside and moved into place: test projects that run at once do not see each other's half.</summary>
    private static string Install(string packages)
    {
        var source = Repository.File(packages);
        var files = Directory.GetFiles(source).Order(StringComparer.Ordinal).ToList();
        var version = Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(File.ReadAllBytes)]))[..12];
        var folder = Repository.File($"artifacts/{Path.GetFileName(packages)}/{version}");
        if (Directory.Exists(folder))
            return folder;

        var aside = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
        foreach (var file in files)
            File.Copy(file, Path.Combine(aside, Path.GetFileName(file)), overwrite: true);
        Start("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], aside, input: "");
        try
        {
            Directory.Move(aside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(aside, recursive: true);
        }

        return folder;
    }

    private static string Start(string program, string[] arguments, string folder, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{errors.Result}");
        return output.Result;
    }
}
