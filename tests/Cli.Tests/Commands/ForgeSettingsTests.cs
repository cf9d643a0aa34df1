using Cortex.Cli.Commanding;
using Cortex.Cli.Tests.Embedded;
using Cortex.Cli.Tests.Processes;

namespace Cortex.Cli.Tests.Commands;

public sealed class ForgeSettingsTests
{
    [Fact]
    public async Task A_wrong_entry_in_forges_json_ends_the_command_with_its_place()
    {
        using var repository = new Repository();
        Directory.CreateDirectory(repository.Data);
        await File.WriteAllTextAsync(Path.Combine(repository.Data, "forges.json"), """{ "forges": [ { "url": "https://git.example.org", "kind": "bitbucket", "tokenVariable": "T" } ] }""");

        var run = await CortexProcess.RunAsync(["run", repository.Source, "--masters", "inventory", "--data", repository.Data]);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("forges.json", run.Error);
        Assert.Contains("Forges:0 cannot be used: its kind is 'bitbucket' and not github, gitlab or gitea", run.Error);
    }
}
