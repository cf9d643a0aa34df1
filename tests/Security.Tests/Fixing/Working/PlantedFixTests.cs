using Cortex.Contracts.Findings;
using Cortex.Security.Fixing.Relocking;
using Cortex.Security.Fixing.Working;

namespace Cortex.Security.Tests.Fixing.Working;

/// <summary>Upgrades that advisories made up for the test ask for, with npm's real packages: good ones, and ones that must be rejected by name.</summary>
public sealed class PlantedFixTests : IDisposable
{
    private const string Green = "const test = require('node:test'); const assert = require('node:assert'); const parse = require('minimist');\n"
        + "test('it reads options', () => assert.equal(parse(['--port', '80']).port, 80));\n";

    private readonly FixRoom room = new();

    public void Dispose() => room.Dispose();

    [RegistryFact("npm")]
    public async Task An_upgrade_whose_tests_pass_is_a_commit_with_just_the_lines_that_change()
    {
        await room.AdviseAsync("CVE-1", "npm", "minimist", "1.2.6");
        var shop = await ShopAsync(Green, ("minimist", "1.2.5"));
        var result = await room.FixAsync(shop);
        var change = result.Only;
        Assert.Equal((VerificationStatus.Passed, null), (change.Verification.Status, change.Verification.Reason));
        Assert.Equal(["package-lock.json", "package.json"], change.Files);
        Assert.Equal(("dependency-upgrade:shop:pkg:npm/minimist", "1.2.5", "1.2.6"), (change.Key, change.From, change.To));
        Assert.Equal($"cortex/{FixRoom.Run:D}/upgrade-npm-minimist", change.Branch);
        Assert.Contains("npm ci --ignore-scripts --prefer-offline", change.Verification.Commands);
        Assert.Equal(result.Plan.Fixes[0].Findings, change.Findings);
        Assert.NotNull(result.Context.Commits);
        Assert.Equal(shop.Commit, shop.Run("rev-parse", "HEAD"));
        Assert.Equal("", shop.Run("status", "--porcelain"));
        var handOff = Assert.Single(result.Result.HandOffs);
        Assert.Equal("pr-worker", handOff.WorkerType);
        Assert.Contains("1 passed, 0 failed", handOff.Input, StringComparison.Ordinal);
    }

    [RegistryFact("npm")]
    public async Task One_that_breaks_the_build_is_rejected_by_name()
    {
        await room.AdviseAsync("CVE-1", "npm", "chalk", "5.0.0");
        var change = (await room.FixAsync(await ShopAsync(Green, ("chalk", "4.1.2"), ("minimist", "1.2.5")))).Only;
        Assert.Equal(VerificationStatus.Failed, change.Verification.Status);
        Assert.StartsWith("the build broke: npm run build ended with exit code 1: TypeError", change.Verification.Reason, StringComparison.Ordinal);
    }

    [RegistryFact("npm")]
    public async Task One_that_breaks_a_test_is_rejected_by_name_and_its_log_is_kept()
    {
        await room.AdviseAsync("CVE-1", "npm", "minimist", "1.2.6");
        var result = await room.FixAsync(await ShopAsync(Green + "test('it is the old one', () => assert.equal(require('minimist/package.json').version, '1.2.5'));\n", ("minimist", "1.2.5")));
        Assert.Equal((VerificationStatus.Failed, "it breaks 1 test: it is the old one"), (result.Only.Verification.Status, result.Only.Verification.Reason));
        Assert.Contains("not ok 2 - it is the old one", result.Context.Artifacts["upgrade-npm-minimist.log"], StringComparison.Ordinal);
        Assert.Empty(result.Result.HandOffs);
    }

    [RegistryFact("npm")]
    public async Task A_step_too_far_that_breaks_a_test_falls_back_to_the_smaller_one_and_says_what_stays_open()
    {
        await room.AdviseAsync("CVE-1", "npm", "semver", "5.7.2");
        await room.AdviseAsync("CVE-2", "npm", "semver", "7.5.2");
        var shop = await ShopAsync("require('node:test')('it is below seven', () => require('node:assert').ok(require('semver').major(require('semver/package.json').version) < 7));\n", ("semver", "5.7.0"));
        var result = await room.FixAsync(shop);
        var change = result.Only;
        Assert.Equal((VerificationStatus.Passed, "5.7.0", "5.7.2"), (change.Verification.Status, change.From, change.To));
        Assert.Equal("the step to 7.5.2, which resolves more, was rejected: it breaks 1 test: it is below seven", change.Verification.Reason);
        Assert.Equal(["vulnerability:CVE-1:shop:package-lock.json:pkg:npm/semver@5.7.0"], change.Findings);
        var open = Assert.Single(result.Result.Open);
        Assert.Equal(("vulnerability:CVE-2:shop:package-lock.json:pkg:npm/semver@5.7.0", OpenReasons.BreakingOnly), (open.Key, open.Value.Reason));
        Assert.Equal("semver 7.5.2 resolves it and was rejected: it breaks 1 test: it is below seven", open.Value.Detail);
        var bundle = Path.Combine(room.Folder, "made.bundle");
        await File.WriteAllBytesAsync(bundle, result.Context.Commits!);
        Assert.Equal($"{change.Commit} refs/heads/{change.Branch}", shop.Run("bundle", "list-heads", bundle));
        Assert.Contains("semver 7.5.2 resolves it and was rejected", Assert.Single(result.Result.HandOffs).Input, StringComparison.Ordinal);
    }

    [RegistryFact("npm")]
    public async Task A_repository_that_was_red_before_is_not_held_against_it()
    {
        await room.AdviseAsync("CVE-1", "npm", "minimist", "1.2.6");
        var change = (await room.FixAsync(await ShopAsync(Green + "test('it is always red', () => assert.fail());\n", ("minimist", "1.2.5")))).Only;
        Assert.Equal(VerificationStatus.Passed, change.Verification.Status);
        Assert.Equal("1 test failed before and still does; 1 passed before and after", change.Verification.Reason);
    }

    [RegistryFact("npm")]
    public async Task A_repository_without_tests_is_not_verified()
    {
        await room.AdviseAsync("CVE-1", "npm", "minimist", "1.2.6");
        var change = (await room.FixAsync(await ShopAsync("// nothing is tested\n", ("minimist", "1.2.5")))).Only;
        Assert.Equal((VerificationStatus.Skipped, "no test ran, so nothing shows that the upgrade works"), (change.Verification.Status, change.Verification.Reason));
    }

    [RegistryFact("npm")]
    public async Task A_fixed_version_that_cannot_be_had_is_known_and_not_verifiable_here()
    {
        await room.AdviseAsync("CVE-1", "npm", "minimist", "1.99.0");
        var change = (await room.FixAsync(await ShopAsync(Green, ("minimist", "1.2.5")))).Only;
        Assert.Equal(VerificationStatus.Skipped, change.Verification.Status);
        Assert.StartsWith("fix known, not verifiable here: npm ", change.Verification.Reason, StringComparison.Ordinal);
        Assert.Contains("ETARGET", change.Verification.Reason, StringComparison.Ordinal);
    }

    [RegistryFact("npm")]
    public async Task An_attempt_that_goes_on_takes_over_what_its_checkpoint_has()
    {
        await room.AdviseAsync("CVE-1", "npm", "minimist", "1.2.6");
        await room.AdviseAsync("CVE-2", "npm", "ms", "2.1.3");
        var shop = await ShopAsync(Green, ("minimist", "1.2.5"), ("ms", "2.1.2"));
        var first = await room.FixAsync(shop, change: input => input with { Fixes = [.. input.Fixes.Where(fix => fix.Name == "minimist")] });
        var second = await room.FixAsync(shop, checkpoint: first.Context.Checkpoint);
        Assert.Equal(["pkg:npm/minimist", "pkg:npm/ms"], second.Result.Changes.Select(c => c.Package));
        Assert.Equal(["upgrade-npm-ms.log"], second.Context.Artifacts.Keys);
        var bundle = Path.Combine(room.Folder, "second.bundle");
        await File.WriteAllBytesAsync(bundle, second.Context.Commits!);
        Assert.Equal(second.Result.Changes.Select(c => $"{c.Commit} refs/heads/{c.Branch}"), shop.Run("bundle", "list-heads", bundle).Split('\n').OrderBy(line => line.EndsWith("ms", StringComparison.Ordinal)).ThenBy(line => line, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_workflow_that_uses_a_vulnerable_action_uses_the_fixed_tag()
    {
        await room.AdviseAsync("CVE-1", "GitHub Actions", "quay/changed", "46.0.1");
        const string Before = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: quay/changed@v45 # what changed\n      - uses: quay/other@v45\n";
        var shop = FixRepository.Of(Path.Combine(room.Folder, "shop"), (".github/workflows/ci.yml", Before));
        var (scan, result, context) = await room.ScanAndFixAsync(shop);
        var change = Assert.Single(result.Changes);
        Assert.Equal(("dependency-upgrade:shop:pkg:githubactions/quay/changed", "v45", "v46.0.1"), (change.Key, change.From, change.To));
        Assert.Equal((VerificationStatus.Skipped, "not executed: target not trusted"), (change.Verification.Status, change.Verification.Reason));
        Assert.Equal(scan.Findings.Where(finding => finding.Kind == FindingKinds.Vulnerability).Select(finding => finding.Key), change.Findings);
        var bundle = Path.Combine(room.Folder, "made.bundle");
        await File.WriteAllBytesAsync(bundle, context.Commits!);
        shop.Run("fetch", "--quiet", bundle, $"refs/heads/{change.Branch}");
        Assert.Equal(Before.Replace("quay/changed@v45", "quay/changed@v46.0.1", StringComparison.Ordinal).TrimEnd(), shop.Run("show", "FETCH_HEAD:.github/workflows/ci.yml"));
    }

    [Fact]
    public async Task Without_trust_the_edit_is_made_and_nothing_is_executed()
    {
        await room.AdviseAsync("CVE-1", "npm", "minimist", "1.2.6");
        var shop = FixRepository.Of(Path.Combine(room.Folder, "shop"), ("package.json", Manifest(("minimist", "1.2.5"))), ("package-lock.json", """
            {
              "name": "shop",
              "lockfileVersion": 3,
              "packages": {
                "": { "name": "shop", "dependencies": { "minimist": "1.2.5" } },
                "node_modules/minimist": { "version": "1.2.5" }
              }
            }
            """));
        var result = await room.FixAsync(shop, trusted: false);
        Assert.Equal(VerificationStatus.Skipped, result.Only.Verification.Status);
        Assert.StartsWith("not executed: target not trusted", result.Only.Verification.Reason, StringComparison.Ordinal);
        Assert.Empty(result.Only.Verification.Commands);
        Assert.NotNull(result.Only.Commit);
    }

    private async Task<FixRepository> ShopAsync(string test, params (string Name, string Version)[] packages)
    {
        var folder = Directory.CreateDirectory(Path.Combine(room.Folder, "shop")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), Manifest(packages));
        var settings = RegistryLookup.Of(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), FixRoom.Cache);
        var tools = new ToolBox(ToolEnvironment.Create(Directory.CreateDirectory(Path.Combine(room.Folder, "npm")).FullName, settings), folder, TimeProvider.System);
        var locked = await tools.RunAsync(new(["npm", "install", "--package-lock-only", "--ignore-scripts"], ""), TimeSpan.FromMinutes(3), CancellationToken.None);
        Assert.True(locked.Succeeded, locked.Output);
        return FixRepository.Of(folder,
            (".gitignore", "node_modules/\n"),
            ("build.js", packages.Any(p => p.Name == "chalk") ? "console.log(require('chalk').red('built'));\n" : "console.log('built');\n"),
            ("test/shop.test.js", test));
    }

    private static string Manifest(params (string Name, string Version)[] packages) => $$"""
        {
          "name": "shop",
          "version": "1.0.0",
          "private": true,
          "scripts": {
            "build": "node build.js",
            "test": "node --test test/"
          },
          "dependencies": {
        {{string.Join(",\n", packages.Select(p => $"    \"{p.Name}\": \"{p.Version}\""))}}
          }
        }

        """;
}
