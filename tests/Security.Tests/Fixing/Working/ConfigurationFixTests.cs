using Cortex.Contracts.Findings;
using Cortex.Contracts.Workers;
using Cortex.Security.Fixing.Working;
using Cortex.Security.Scanning;

namespace Cortex.Security.Tests.Fixing.Working;

/// <summary>Misconfigurations with one safe answer, from the scan to the branch.</summary>
public sealed class ConfigurationFixTests : IDisposable
{
    private const string Image = "FROM debian:12.9-slim\nMAINTAINER Ada <ada@example.org>\nRUN apt-get update && apt-get install -y curl=7.88.1-10 && rm -rf /var/lib/apt/lists/*\nUSER 10001\nHEALTHCHECK CMD curl -f http://localhost/\nCMD [\"curl\"]\n";

    private readonly FixRoom room = new();

    public void Dispose() => room.Dispose();

    [Fact]
    public async Task What_has_one_safe_answer_in_a_file_is_one_change_of_just_those_lines()
    {
        var shop = FixRepository.Of(Path.Combine(room.Folder, "shop"), ("deploy/Dockerfile", Image));
        var (scan, result, context) = await room.ScanAndFixAsync(shop);
        var change = Assert.Single(result.Changes);
        Assert.Equal(("configuration:shop:deploy/Dockerfile", "configuration"), (change.Key, change.Kind));
        Assert.Equal(["deploy/Dockerfile"], change.Files);
        Assert.Equal(
            ["misconfiguration:dockerfile/apt-recommends:shop:deploy/Dockerfile:", "misconfiguration:dockerfile/maintainer-deprecated:shop:deploy/Dockerfile:"],
            change.Findings.Select(key => key[..(key.IndexOf("/Dockerfile:", StringComparison.Ordinal) + "/Dockerfile:".Length)]));
        Assert.Equal((VerificationStatus.Skipped, "not executed: target not trusted"), (change.Verification.Status, change.Verification.Reason));
        Assert.Equal(
            ["-MAINTAINER Ada <ada@example.org>", "-RUN apt-get update && apt-get install -y curl=7.88.1-10 && rm -rf /var/lib/apt/lists/*",
                "+LABEL org.opencontainers.image.authors=\"Ada <ada@example.org>\"", "+RUN apt-get update && apt-get install --no-install-recommends -y curl=7.88.1-10 && rm -rf /var/lib/apt/lists/*"],
            await PatchAsync(shop, context, change));
        Assert.Equal(("", shop.Commit), (shop.Run("status", "--porcelain"), shop.Run("rev-parse", "HEAD")));
        Assert.Equal("pr-worker", Assert.Single(result.HandOffs).WorkerType);
        Assert.All(Judged(scan, result).Where(finding => change.Findings.Contains(finding.Key, StringComparer.Ordinal)), finding =>
        {
            Assert.Equal(change.Key, finding.FixedBy);
            Assert.Equal(OpenReasons.NotTrusted, finding.Open?.Reason);
        });
    }

    [Fact]
    public async Task Ends_of_lines_and_the_byte_order_mark_stay()
    {
        var text = "\uFEFF" + Image.Replace("\n", "\r\n", StringComparison.Ordinal);
        var shop = FixRepository.Of(Path.Combine(room.Folder, "shop"), ("Dockerfile", text));
        var (_, result, context) = await room.ScanAndFixAsync(shop);
        await FetchAsync(shop, context);
        shop.Run("checkout", "--quiet", Assert.Single(result.Changes).Commit!, "--", "Dockerfile");
        var expected = text.Replace("MAINTAINER Ada <ada@example.org>", "LABEL org.opencontainers.image.authors=\"Ada <ada@example.org>\"", StringComparison.Ordinal)
            .Replace("install -y", "install --no-install-recommends -y", StringComparison.Ordinal);
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(expected), await File.ReadAllBytesAsync(Path.Combine(shop.Folder, "Dockerfile")));
    }

    [Fact]
    public async Task What_the_repository_passes_over_is_not_changed()
    {
        var shop = FixRepository.Of(Path.Combine(room.Folder, "shop"),
            ("Dockerfile", Image),
            (".cortex/config.yaml", "allow:\n  - rule: dockerfile/maintainer-deprecated\n    reason: our registry reads it\n  - rule: dockerfile/apt-recommends\n    reason: the fonts are wanted\n"));
        var (scan, result, _) = await room.ScanAndFixAsync(shop);
        Assert.Equal(2, scan.Suppressed.Count);
        Assert.Empty(result.Changes);
    }

    [RegistryFact("npm")]
    public async Task In_a_trusted_target_what_is_beside_the_file_is_built_and_tested()
    {
        var shop = FixRepository.Of(Path.Combine(room.Folder, "shop"), ("Dockerfile", Image), ("package.json", "{ \"name\": \"shop\", \"private\": true, \"scripts\": { \"test\": \"node --test test/\" } }\n"),
            ("test/a.test.js", "require('node:test')('the image says who keeps it', () => require('node:assert').match(require('node:fs').readFileSync('Dockerfile', 'utf8'), /Ada/));\n"));
        var (scan, result, _) = await room.ScanAndFixAsync(shop, trusted: true);
        var change = Assert.Single(result.Changes);
        Assert.Equal((VerificationStatus.Passed, "scanned again, the findings are gone and none is new; no image, cluster or cloud was made from it"), (change.Verification.Status, change.Verification.Reason));
        Assert.Contains("npm test", change.Verification.Commands);
        Assert.All(Judged(scan, result).Where(finding => finding.FixedBy is not null), finding => Assert.Null(finding.Open));
    }

    [RegistryFact("npm")]
    public async Task One_that_breaks_a_test_is_rejected_by_name()
    {
        var shop = FixRepository.Of(Path.Combine(room.Folder, "shop"), ("Dockerfile", Image), ("package.json", "{ \"name\": \"shop\", \"private\": true, \"scripts\": { \"test\": \"node --test test/\" } }\n"),
            ("test/a.test.js", "require('node:test')('it has a maintainer', () => require('node:assert').match(require('node:fs').readFileSync('Dockerfile', 'utf8'), /MAINTAINER/));\n"));
        var (scan, result, _) = await room.ScanAndFixAsync(shop, trusted: true);
        Assert.Equal((VerificationStatus.Failed, "it breaks 1 test: it has a maintainer"), (Assert.Single(result.Changes).Verification.Status, result.Changes[0].Verification.Reason));
        Assert.Empty(result.HandOffs);
        Assert.Equal(2, Judged(scan, result).Count(finding => finding is { FixedBy: null, Open: { Reason: OpenReasons.Rejected, Detail: "it breaks 1 test: it has a maintainer" } }));
    }

    [Fact]
    public async Task A_base_that_overlays_build_on_is_left_alone_when_their_patches_would_miss_it()
    {
        const string Job = "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: nightly\nspec:\n  schedule: \"0 3 * * *\"\n";
        var shop = FixRepository.Of(Path.Combine(room.Folder, "shop"), ("base/job.yaml", Job), ("base/kustomization.yaml", "resources: [job.yaml]\n"),
            ("over/kustomization.yaml", "resources: [../base]\npatches:\n  - path: patch.yaml\n"), ("over/patch.yaml", Job.Replace("0 3", "0 4", StringComparison.Ordinal)));
        var (scan, result, _) = await room.ScanAndFixAsync(shop);
        Assert.All(result.Changes, change => Assert.Null(change.Commit));
        Assert.Equal(OpenReasons.NeedsDecision, Assert.Single(Judged(scan, result), finding => finding.Rule == "kubernetes/removed-api").Open?.Reason);
    }

    [Fact]
    public async Task Every_family_of_files_is_fixed()
    {
        var shop = FixRepository.Of(Path.Combine(room.Folder, "shop"),
            ("compose.yaml", "services:\n  web:\n    image: nginx:1.27.3\n    security_opt:\n      - no-new-privileges:false # why?\n"),
            ("infra/main.tf", "resource \"aws_kms_key\" \"k\" {\n  enable_key_rotation = false\n}\n"),
            ("deploy/job.yaml", "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: nightly\nspec:\n  schedule: \"0 3 * * *\"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: c\n              image: busybox:1.36.1\n"));
        var (_, result, context) = await room.ScanAndFixAsync(shop);
        var patches = new List<string>();
        foreach (var change in result.Changes)
            patches.AddRange((await PatchAsync(shop, context, change)).Where(line => line[0] == '+'));
        Assert.Equal(["+      - no-new-privileges:true # why?", "+  enable_key_rotation = true", "+apiVersion: batch/v1"], patches.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_vulnerability_and_misconfiguration_of_the_fleet_is_answered_by_a_change_or_says_why_it_stays()
    {
        await room.Advisories.EnsureBundledAsync(default);
        foreach (var name in Directory.EnumerateDirectories(Path.Combine(FixRepository.Root, "samples", "fleet")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal))
        {
            var (scan, result, _) = await room.ScanAndFixAsync(FixRepository.OfFleet(room.Folder, name));
            foreach (var finding in Judged(scan, result))
            {
                if (finding.Kind is FindingKinds.Vulnerability or FindingKinds.Misconfiguration)
                    Assert.Contains(Assert.IsType<StaysOpen>(finding.Open).Reason, OpenReasons.All);
                else
                    Assert.Null(finding.Open);
            }

            foreach (var change in result.Changes.Where(change => change.Kind == "configuration"))
                Assert.True(change.Commit is not null, $"{change.Key}: {change.Verification.Reason}");
        }
    }

    private static IReadOnlyList<Finding> Judged(TargetScan scan, WorkerResult result) => OpenFindings.Of(
        FixResults.Answered(scan.Findings, result.Changes), result.Changes,
        [new(FixRoom.Run, new() { WorkerId = FixRoom.Run, Key = "k", Master = "security", Type = FixWorker.WorkerType, Targets = ["shop"], Priority = 5, Tokens = 0, TimeoutSeconds = 60, Input = scan.HandOffs is [var one] ? one.Input : null }, true, result)]);

    private async Task FetchAsync(FixRepository repository, FixRoom.Context context)
    {
        var bundle = Path.Combine(room.Folder, "commits.bundle");
        await File.WriteAllBytesAsync(bundle, context.Commits!);
        repository.Run("fetch", "--quiet", bundle, "refs/heads/*:refs/heads/*");
    }

    private async Task<string[]> PatchAsync(FixRepository repository, FixRoom.Context context, Change change)
    {
        await FetchAsync(repository, context);
        return [.. repository.Run("diff", "--unified=0", repository.Commit, change.Commit!).Split('\n').Where(line => line.Length > 1 && line[0] is '+' or '-' && line[1] != line[0])];
    }
}
