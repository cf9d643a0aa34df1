using System.Text.Json;
using Cortex.Contracts.Findings;
using Cortex.Security.Advisories;

namespace Cortex.Security.Tests.Fixing.Working;

/// <summary>What fix-workers make of samples/fleet, held against tests/Fleet/ground-truth.json.</summary>
public sealed class FleetFixTests
{
    /// <summary>Those whose packages come from registries that the tools of this test are pointed at.</summary>
    private static readonly string[] Restorable = ["storefront", "payments", "checkout-web", "backoffice"];

    [RegistryFact("npm", "dotnet")]
    public async Task At_least_twelve_upgrades_are_verified_and_resolve_48_percent_of_the_fleets_vulnerabilities()
    {
        using var room = new FixRoom();
        await room.Advisories.EnsureBundledAsync(CancellationToken.None);
        var repositories = Restorable.Select(name => FixRepository.OfFleet(room.Folder, name)).ToList();
        var before = repositories.Select(State).ToList();
        var results = await Task.WhenAll(repositories.Select(repository => Task.Run(() => room.FixAsync(repository))));

        Assert.Equal(before, repositories.Select(State));
        var changes = results.SelectMany(r => r.Result.Changes).ToList();
        var verified = changes.Where(c => c.Verification.Status == VerificationStatus.Passed).ToList();
        var told = string.Join('\n', changes.Select(c => $"{c.Target} {c.Package} {c.From} → {c.To}: {c.Verification.Status} {c.Verification.Reason}"));
        Assert.True(verified.Select(c => c.Package).Distinct(StringComparer.Ordinal).Count() >= 12, told);
        Assert.True(verified.Select(c => c.Package!.Split('/')[0]).Distinct(StringComparer.Ordinal).Count() >= 2, told);
        var (resolved, all) = Resolved(verified);
        Assert.True(resolved >= 0.48 * all, $"{resolved} of {all} are resolved.\n{told}");

        Judge(changes, told);
        Assert.All(verified, c => Assert.NotEmpty(c.Verification.Commands));
        Assert.Empty(Decoys(changes));
    }

    [Fact]
    public async Task Without_trust_every_ecosystem_of_the_fleet_is_edited_and_nothing_is_executed()
    {
        using var room = new FixRoom();
        await room.Advisories.EnsureBundledAsync(CancellationToken.None);
        foreach (var name in new[] { "recommendations", "stock", "feeds", "labels", "invoices" })
        {
            var result = await room.FixAsync(FixRepository.OfFleet(room.Folder, name), trusted: false);
            Assert.NotEmpty(result.Result.Changes);
            Assert.All(result.Result.Changes, change =>
            {
                Assert.Empty(change.Verification.Commands);
                Assert.NotEqual(VerificationStatus.Passed, change.Verification.Status);
            });
            Assert.Contains(result.Result.Changes, change => change.Commit is not null);
        }
    }

    private static void Judge(List<Change> changes, string told)
    {
        var json = Of("storefront", "Newtonsoft.Json");
        Assert.Equal((VerificationStatus.Passed, "12.0.3", "13.0.1"), (json.Verification.Status, json.From, json.To));
        Assert.Equal(["Directory.Packages.props"], json.Files);

        var text = Of("payments", "System.Text.Json");
        Assert.Equal((VerificationStatus.Skipped, "8.0.0", "8.0.5"), (text.Verification.Status, text.From, text.To));
        Assert.StartsWith("on net10.0 the framework's own copy of System.Text.Json", text.Verification.Reason, StringComparison.Ordinal);

        // Some registries have these, some do not.
        foreach (var elsewhere in (Change[])[Of("storefront", "System.Text.Encodings.Web"), Of("payments", "System.IdentityModel.Tokens.Jwt")])
            if (elsewhere.Verification.Status != VerificationStatus.Passed)
                Assert.Contains("fix known, not verifiable here", elsewhere.Verification.Reason, StringComparison.Ordinal);

        Change Of(string target, string package) => changes.Find(c => c.Target == target && c.Package == $"pkg:nuget/{package}") ?? throw new InvalidOperationException($"{package} is not in\n{told}");
    }

    /// <summary>References of which every place in the fleet is resolved, of all that it has.</summary>
    private static (int Resolved, int All) Resolved(List<Change> verified)
    {
        using var truth = Truth();
        var places = truth.RootElement.GetProperty("vulnerabilities").EnumerateArray()
            .Select(v => (Repository: v.GetProperty("repository").GetString()!, Package: v.GetProperty("package").GetString()!, Id: v.GetProperty("cve").GetString() ?? v.GetProperty("advisory").GetString()!))
            .ToLookup(v => v.Id, StringComparer.Ordinal);
        var answered = verified.SelectMany(c => c.Findings).ToList();
        var resolved = places.Count(id => id.All(place => answered.Exists(key =>
            key.StartsWith($"vulnerability:{place.Id}:{place.Repository}:", StringComparison.Ordinal) && key.EndsWith(":" + place.Package, StringComparison.Ordinal))));
        return (resolved, places.Count);
    }

    /// <summary>Changes of packages that are to be left alone: whatever is true of them, or one vulnerability that they do not have.</summary>
    private static IEnumerable<string> Decoys(List<Change> changes)
    {
        using var truth = Truth();
        return [.. truth.RootElement.GetProperty("decoys").GetProperty("vulnerabilities").EnumerateArray()
            .Select(decoy => (
                Repository: decoy.GetProperty("repository").GetString(),
                Subject: decoy.GetProperty("subject").GetString()!,
                Cve: decoy.TryGetProperty("cve", out var cve) ? cve.GetString() : null))
            .Where(decoy => changes.Exists(c => c.Target == decoy.Repository && (decoy.Cve is null
                ? $"{c.Package}@{c.From}" == decoy.Subject
                : c.Findings.Any(key => key.Contains($":{decoy.Cve}:", StringComparison.Ordinal) && key.EndsWith(":" + decoy.Subject, StringComparison.Ordinal)))))
            .Select(decoy => $"{decoy.Repository} {decoy.Subject}")];
    }

    private static JsonDocument Truth() => JsonDocument.Parse(File.ReadAllText(Path.Combine(FixRepository.Root, "tests", "Fleet", "ground-truth.json")));

    private static string State(FixRepository repository) =>
        $"{repository.Run("rev-parse", "HEAD")} {repository.Run("for-each-ref")} {repository.Run("status", "--porcelain", "--ignored")} {repository.Run("ls-files", "--stage")}";
}
