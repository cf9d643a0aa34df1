using System.Diagnostics;

namespace Cortex.EndToEnd.Tests;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cortex-e2e-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A git repository with an npm lockfile, a project, a Dockerfile, a manifest and an owner.</summary>
    public string Repository(string name = "repository")
    {
        var repository = Directory.CreateDirectory(this[name]).FullName;
        File.WriteAllText(System.IO.Path.Combine(repository, "package.json"), """{ "name": "shop", "version": "1.0.0", "dependencies": { "lodash": "4.17.20" } }""");
        File.WriteAllText(System.IO.Path.Combine(repository, "Shop.csproj"), """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Newtonsoft.Json" Version="12.0.3" /></ItemGroup></Project>""");
        File.WriteAllText(System.IO.Path.Combine(repository, "Dockerfile"), "FROM debian:12\nRUN true\n");
        File.WriteAllText(System.IO.Path.Combine(repository, "CODEOWNERS"), "* @shop\n");
        Git(repository, "init", "--quiet", "--initial-branch=main", ".");
        Commit(repository);
        return repository;
    }

    public static void Commit(string repository)
    {
        Git(repository, "add", "--all");
        Git(repository, "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "--message", "Change");
    }

    public static void Git(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
