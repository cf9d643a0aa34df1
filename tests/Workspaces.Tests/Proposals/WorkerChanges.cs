using Cortex.Contracts.Targets;
using Cortex.Workspaces.Changes;

namespace Cortex.Workspaces.Tests.Proposals;

/// <summary>Changes made as a worker makes them: in a checkout, committed, bundled and received into the mirror.</summary>
internal static class WorkerChanges
{
    public static Guid Run { get; } = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    public static async Task<Target> ResolveAsync(this Sandbox sandbox, string location)
    {
        var resolution = await sandbox.Resolver.ResolveAsync(location, default);
        Assert.Empty(resolution.Problems);
        return Assert.Single(resolution.Targets);
    }

    /// <summary>Each change is a slug and the files it writes; a text of null deletes. Returns the tips by branch.</summary>
    public static async Task<IReadOnlyList<ReceivedBranch>> MakeAsync(this Sandbox sandbox, Target target, params (string Slug, string Path, string? Text)[] changes)
    {
        var folder = sandbox.PathOf("worker-" + Path.GetRandomFileName());
        await sandbox.Checkout.CreateAsync(await sandbox.Bundles.GetAsync(target, default), target.Commit, folder, default);
        var commits = new ChangeCommits(sandbox.Git);
        var branches = new List<string>();
        foreach (var (slug, path, text) in changes)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (text is null)
                File.Delete(file);
            else
                await File.WriteAllTextAsync(file, text);
            branches.Add(ChangeBranch.Name(Run, slug));
            Assert.NotNull(await commits.CommitAsync(folder, target.Commit, branches[^1], [path], $"Change {slug}", default));
        }

        var bundle = Path.Combine(folder, ".git", "commits.bundle");
        await commits.BundleAsync(folder, target.Commit, branches, bundle, default);
        return await sandbox.Commits.ReceiveAsync(target, bundle, branches, default);
    }
}
