using Cortex.Contracts.Findings;
using Cortex.Security.Tests.Fixing;

namespace Cortex.Security.Tests.Scanning;

public sealed class SecretPlacesTests : IDisposable
{
    private readonly FixRoom room = new();

    public void Dispose() => room.Dispose();

    [Theory]
    [InlineData("Dockerfile", "FROM debian:12.9\nENV A=1 \\\n    DB_PASSWORD=u8Lq3ZkVn6Rb\n", "dockerfile/secret-in-env")]
    [InlineData("Dockerfile", "FROM debian:12.9\nARG DB_PASSWORD=u8Lq3ZkVn6Rb\n", "dockerfile/secret-in-arg")]
    [InlineData("compose.yaml", "services:\n  a:\n    image: a:1\n    environment:\n      DB_PASSWORD: u8Lq3ZkVn6Rb\n", "compose/secret-in-environment")]
    [InlineData("main.tf", "resource \"aws_db_instance\" \"a\" {\n  password = \"u8Lq3ZkVn6Rb\"\n}\n", "terraform/secret-in-resource")]
    [InlineData("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: a\n      image: a:1\n      env:\n        - name: DB_PASSWORD\n          value: u8Lq3ZkVn6Rb\n", "kubernetes/secret-in-env")]
    public async Task A_secret_in_configuration_is_one_finding_that_of_its_secret(string path, string text, string rule)
    {
        var (scan, _, _) = await room.ScanAndFixAsync(FixRepository.Of(Path.Combine(room.Folder, "shop"), (path, text)));
        Assert.Single(scan.Findings, finding => finding.Kind == FindingKinds.Secret);
        Assert.DoesNotContain(scan.Findings, finding => finding.Rule == rule);
    }

    [Fact]
    public async Task One_that_is_allowed_is_not_told_of_by_the_other_rule()
    {
        var (scan, _, _) = await room.ScanAndFixAsync(FixRepository.Of(Path.Combine(room.Folder, "shop"), ("Dockerfile", "FROM debian:12.9\nENV DB_PASSWORD=u8Lq3ZkVn6Rb\n"),
            (".cortex/config.yaml", "allow:\n  - rule: secrets/password\n    reason: it opens nothing\n")));
        Assert.Equal("secrets/password", Assert.Single(scan.Suppressed).Finding.Rule);
        Assert.DoesNotContain(scan.Findings, finding => finding.Rule == "dockerfile/secret-in-env");
    }

    [Fact]
    public async Task What_no_rule_of_secrets_can_tell_is_still_found_by_its_name()
    {
        var (scan, _, _) = await room.ScanAndFixAsync(FixRepository.Of(Path.Combine(room.Folder, "shop"), ("Dockerfile", "FROM debian:12.9\nARG DB_PASSWORD\n")));
        Assert.Single(scan.Findings, finding => finding.Rule == "dockerfile/secret-in-arg");
    }
}
