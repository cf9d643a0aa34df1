using Cortex.Packages.NuGet.Projects;
using Cortex.Packages.Reading;

namespace Cortex.Packages.NuGet;

/// <summary>Lists the packages an MSBuild file refers to, with the versions its repository gives them.</summary>
internal sealed class ProjectFileReader : IManifestReader
{
    private const int MaxFrameworks = 16;
    private static readonly string[] Projects = [".csproj", ".fsproj", ".vbproj"];
    private static readonly string[] Imports = [".props", ".targets"];

    public bool Reads(string relativePath) => EndsIn(relativePath, Projects) || EndsIn(relativePath, Imports);

    public void Read(RepositoryFiles tree, string path, ScanResults results)
    {
        // Other tools have .props files, too, which are no XML.
        if (EndsIn(path, Imports) && !LooksLikeXml(tree, path))
            return;
        ProjectXml.Parse(tree, path);
        var found = new Dictionary<(string Purl, int Line), PackageOccurrence>();
        var reported = new HashSet<(int, string)>();
        var pinned = EndsIn(path, Projects) ? PackagesLockReader.Of(tree, path) : null;
        foreach (var references in Evaluate(tree, path))
        {
            foreach (var line in references.Unnamed)
                Report(line, "The package's name depends on a property that is not known here; write the name.");
            foreach (var reference in references.Own)
                List(reference, references.VersionOf(reference));
        }
        foreach (var package in found.Values)
            results.Add(package);

        void Report(int line, string reason)
        {
            if (reported.Add((line, reason)))
                results.Unreadable(path, line, reason);
        }

        void List(PackageReference reference, string? text)
        {
            string? version = null;
            if (!NuGetId.IsValid(reference.Id))
            {
                Report(reference.Line, NuGetId.Complaint(reference.Id));
                return;
            }
            if (text is not null && !NuGetRequirement.TryRead(text, out version))
                Report(reference.Line, $"{Display.Quote(text)} is no version of {reference.Id}, which is listed without one; correct it.");
            if (version is null && pinned?.Names.Contains(reference.Id) == true)
                return;
            var purl = PackageUrl.Create("nuget", reference.Id, version);
            var package = new PackageOccurrence
            {
                Purl = purl,
                Ecosystem = "nuget",
                Name = reference.Id,
                Version = version,
                Path = path,
                Line = reference.Line,
                Direct = true,
                Scope = reference.Scope,
            };
            found[(purl, reference.Line)] = found.TryGetValue((purl, reference.Line), out var known)
                ? known with { Scope = PackageScope.Stronger(known.Scope, package.Scope) }
                : package;
        }
    }

    /// <summary>Once, or once for each target framework, as a build does.</summary>
    private static IEnumerable<PackageReferences> Evaluate(RepositoryFiles tree, string path)
    {
        var evaluation = ProjectEvaluation.Of(tree, path, framework: null);
        var frameworks = (evaluation.Properties["TargetFrameworks"] ?? "")
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MaxFrameworks)
            .ToArray();
        if (frameworks.Length == 0 || evaluation.Properties["TargetFramework"] is not null || !ProjectEvaluation.IsProject(path))
            return [PackageReferences.Of(evaluation, path)];
        return frameworks.Select(f => PackageReferences.Of(ProjectEvaluation.Of(tree, path, f), path));
    }

    private static bool LooksLikeXml(RepositoryFiles tree, string path)
    {
        try
        {
            ProjectXml.Parse(tree, path);
            return true;
        }
        catch (UnreadableException)
        {
            return tree.StartsWith(path, (byte)'<');
        }
    }

    private static bool EndsIn(string path, string[] extensions) =>
        Array.Exists(extensions, extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
}
