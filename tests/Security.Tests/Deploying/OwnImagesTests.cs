using System.Diagnostics;
using System.Text.RegularExpressions;
using Cortex.Contracts;
using Cortex.Security.ComposeFiles;
using Cortex.Security.Dockerfiles;
using Cortex.Security.Tests.Dockerfiles;

namespace Cortex.Security.Tests.Deploying;

/// <summary>What Cortex says of its own Dockerfile and Compose file.</summary>
public sealed partial class OwnImagesTests
{
    private static readonly string _deploy = Path.Combine(Root(), "deploy");
    private static readonly string _dockerfile = File.ReadAllText(Path.Combine(_deploy, "images", "Dockerfile"));
    private static readonly string _compose = File.ReadAllText(Path.Combine(_deploy, "compose.yaml"));

    [Fact]
    public void Cortex_finds_nothing_in_its_own_Dockerfile_and_Compose_file()
    {
        var found = LookedAt.In(_deploy, new DockerfileDetector(new DateOnly(2026, 1, 1)), new ComposeDetector());
        Assert.Empty(found.Found.Select(detection => $"{detection.Rule} {detection.Path}:{detection.Line} {detection.Title}"));
    }

    [Fact]
    public void What_is_allowed_in_the_Dockerfile_has_its_reason_above_it()
    {
        var lines = _dockerfile.Split('\n');
        var allowed = Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith("# hadolint ignore=", StringComparison.Ordinal)).ToList();

        Assert.Equal("# hadolint ignore=DL3008", lines[Assert.Single(allowed)]);
        Assert.Contains("Its version is the base image's distribution's", _dockerfile, StringComparison.Ordinal);
        using var without = new LookedAt();
        Assert.Contains(without.With("Dockerfile", _dockerfile.Replace("# hadolint ignore=DL3008\n", "", StringComparison.Ordinal)).By(new DockerfileDetector(new DateOnly(2026, 1, 1))).Found, detection => detection.Rule == "dockerfile/unpinned-apt-package");
    }

    [Fact]
    public void There_is_an_image_for_each_service_and_one_for_the_command_line()
    {
        var targets = Target().Matches(_dockerfile).Select(match => match.Groups[1].Value).ToList();
        Assert.All(ServiceNames.All, service => Assert.Contains(service, targets));
        Assert.Contains("cli", targets);
        // An entry point forgets the command that was inherited.
        Assert.Equal(ServiceNames.All.Count, _dockerfile.Split("\"]\nCMD [\"serve\"]\n").Length - 1);
    }

    [Fact]
    public void Each_service_has_its_variables_and_no_secret_is_in_the_file()
    {
        foreach (var service in ServiceNames.All)
        {
            Assert.Contains($"target: {service}}}", _compose, StringComparison.Ordinal);
            Assert.Contains($"CORTEX_REPLICA: {service}-1, CORTEX_HOST_NAMES: {service}}}", _compose, StringComparison.Ordinal);
        }

        foreach (var name in (string[])["CORTEX_BROKER", "CORTEX_STORE", "CORTEX_REDIS", "CORTEX_URL", "CORTEX_TOKEN", "CORTEX_DATA"])
            Assert.Contains($"\n  {name}: ", _compose, StringComparison.Ordinal);
        var secrets = Secret().Matches(_compose).Select(match => match.Groups[1].Value).Distinct().Order();
        Assert.Equal(File.ReadAllLines(Path.Combine(_deploy, ".env.example")).Where(line => line.EndsWith('=')).Select(line => line.TrimEnd('=')).Order(), secrets);
    }

    [ComposeFact]
    public async Task Compose_reads_the_file() =>
        Assert.Equal(ServiceNames.All.Concat(["postgres", "rabbitmq", "redis"]).Order(StringComparer.Ordinal), (await ConfigAsync(["--services"])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

    [ComposeFact]
    public async Task Each_image_that_is_not_built_may_be_another_one()
    {
        string[] images = ["rabbitmq", "postgres", "redis"];

        var official = await ConfigAsync([], [.. images.Select(image => ($"{image.ToUpperInvariant()}_IMAGE", ""))]);
        Assert.All(images, image => Assert.Contains($"image: {image}:", official, StringComparison.Ordinal));
        var own = await ConfigAsync([], [.. images.Select(image => ($"{image.ToUpperInvariant()}_IMAGE", $"registry.example.com/{image}:1"))]);
        Assert.All(images, image => Assert.Contains($"image: registry.example.com/{image}:1\n", own, StringComparison.Ordinal));
    }

    private static async Task<string> ConfigAsync(string[] options, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(ComposeFactAttribute.Tool!.Value.Program, [.. ComposeFactAttribute.Tool.Value.Arguments, "-f", Path.Combine(_deploy, "compose.yaml"), "config", .. options])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in (string[])["CORTEX_TOKEN", "RABBITMQ_PASSWORD", "POSTGRES_PASSWORD", "REDIS_PASSWORD"])
            start.Environment[name] = "x";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var compose = Process.Start(start)!;
        var errors = compose.StandardError.ReadToEndAsync();
        var output = await compose.StandardOutput.ReadToEndAsync();
        await compose.WaitForExitAsync();

        Assert.True(compose.ExitCode == 0, await errors);
        return output;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cortex.Services.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"no Cortex.Services.sln above {AppContext.BaseDirectory}");
        return folder;
    }

    [GeneratedRegex(@"^FROM \S+ AS (\S+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Target();

    [GeneratedRegex(@"\$\{([A-Z_]+):\?", RegexOptions.NonBacktracking)]
    private static partial Regex Secret();
}

internal sealed class ComposeFactAttribute : FactAttribute
{
    public ComposeFactAttribute() => Skip = Tool is null ? "neither docker-compose nor docker's compose plugin is installed." : null;

    public static (string Program, string[] Arguments)? Tool { get; } = Runs("docker-compose", "version") ? ("docker-compose", []) : Runs("docker", "compose", "version") ? ("docker", ["compose"]) : null;

    private static bool Runs(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
