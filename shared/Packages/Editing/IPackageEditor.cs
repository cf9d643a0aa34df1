namespace Cortex.Packages.Editing;

/// <summary>Edits the manifests and lockfiles of one ecosystem. Only the lines that must change do; comments, order, indentation, line ends and byte order marks stay.</summary>
internal interface IPackageEditor
{
    /// <summary>The purl type.</summary>
    string Ecosystem { get; }

    /// <summary>Adds to <paramref name="edits"/> what the upgrade needs; an upgrade that is made already adds nothing.</summary>
    void Edit(PackageUpgrade upgrade, Edits edits);
}
