namespace Cortex.Inventory.Discovery.Containers;

/// <summary>What the repository says about the building of its images.</summary>
internal sealed class ImageBuilds
{
    private readonly List<Build> _all = [];

    public IReadOnlyList<Build> All => _all;

    /// <param name="Dockerfile">Its path.</param>
    /// <param name="Context">The folder whose files the build may copy.</param>
    /// <param name="Images">What the image is called; nothing where it is not said.</param>
    internal sealed record Build(string Dockerfile, string Context, IReadOnlyList<string>? Images);

    public void Add(Build build) => _all.Add(build);
}
