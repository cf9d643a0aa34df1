using System.Globalization;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Npm.Pnpm;

internal sealed class PnpmLockParser(ReadLimits limits)
{
    private readonly List<PnpmPackage> packages = [];
    private readonly Dictionary<string, List<PnpmReference>> importers = new(StringComparer.Ordinal);
    private readonly List<(string Key, bool Optional, List<PnpmReference> References)> snapshots = [];
    private int? version;

    public static PnpmLock Parse(byte[] bytes, ReadLimits limits, CancellationToken ct) =>
        new PnpmLockParser(limits).Parse(new YamlCursor(bytes, limits, ct));

    private PnpmLock Parse(YamlCursor yaml)
    {
        if (!yaml.IsMapping)
            throw new UnreadableException("The file is no YAML mapping; restore it or run pnpm install.", 1);
        var entered = false;
        while (yaml.NextKey(ref entered, out var section))
        {
            switch (section)
            {
                case "lockfileVersion":
                    version = ReadVersion(yaml);
                    break;
                case "importers":
                    ReadImporters(yaml);
                    break;
                case "packages":
                    ReadPackages(yaml);
                    break;
                case "snapshots":
                    ReadSnapshots(yaml);
                    break;
                default:
                    ReadIfReferences(yaml, section, Importer(""));
                    break;
            }
        }
        return new()
        {
            Version = version ?? throw new UnreadableException("The file has no lockfileVersion; restore it or run pnpm install.", 1),
            Packages = packages,
            Importers = importers,
            Snapshots = snapshots,
        };
    }

    /// <summary>The part before the point: '5.4', '6.1-inlineSpecifiers' and '9.0' differ by it in what is read here.</summary>
    private static int ReadVersion(YamlCursor yaml)
    {
        var line = yaml.KeyLine;
        var written = yaml.TextOrSkip() ?? "";
        return int.TryParse(written.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new UnreadableException(
                $"lockfileVersion {Display.Quote(written)} is no version; write the lockfile anew with pnpm install.", line);
    }

    private void ReadImporters(YamlCursor yaml)
    {
        var entered = false;
        while (yaml.NextKey(ref entered, out var folder))
        {
            var references = Importer(folder == "." ? "" : folder);
            var inside = false;
            while (yaml.NextKey(ref inside, out var section))
                ReadIfReferences(yaml, section, references);
        }
    }

    private List<PnpmReference> Importer(string folder)
    {
        if (!importers.TryGetValue(folder, out var references))
            importers[folder] = references = [];
        return references;
    }

    private void ReadPackages(YamlCursor yaml)
    {
        var entered = false;
        while (yaml.NextKey(ref entered, out var key))
        {
            if (packages.Count == limits.MaxPackages)
                throw new UnreadableException(
                    $"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", yaml.KeyLine);
            var package = new PnpmPackage { Key = key, Line = yaml.KeyLine };
            packages.Add(package);
            ReadPackage(yaml, package);
        }
    }

    private static void ReadPackage(YamlCursor yaml, PnpmPackage package)
    {
        var entered = false;
        while (yaml.NextKey(ref entered, out var field))
        {
            switch (field)
            {
                case "name":
                    package.Name = yaml.TextOrSkip();
                    break;
                case "version":
                    package.Version = yaml.TextOrSkip();
                    break;
                case "dev":
                    package.Dev = yaml.TrueOrSkip();
                    break;
                case "optional":
                    package.Optional = yaml.TrueOrSkip();
                    break;
                default:
                    ReadIfReferences(yaml, field, package.References);
                    break;
            }
        }
    }

    private void ReadSnapshots(YamlCursor yaml)
    {
        var entered = false;
        while (yaml.NextKey(ref entered, out var key))
        {
            var references = new List<PnpmReference>();
            var (inside, optional) = (false, false);
            while (yaml.NextKey(ref inside, out var field))
            {
                if (field == "optional")
                    optional = yaml.TrueOrSkip();
                else
                    ReadIfReferences(yaml, field, references);
            }
            snapshots.Add((key, optional, references));
        }
    }

    /// <summary>A reference is a text, or from version 6 on, below an importer, a mapping with the text as "version".</summary>
    private static void ReadIfReferences(YamlCursor yaml, string section, List<PnpmReference> references)
    {
        if (ScopeOf(section) is not { } scope)
        {
            yaml.Skip();
            return;
        }
        var entered = false;
        while (yaml.NextKey(ref entered, out var name))
        {
            if ((yaml.IsMapping ? ReadTarget(yaml) : yaml.TextOrSkip()) is { } target)
                references.Add(new(name, target, scope));
        }
    }

    private static string? ReadTarget(YamlCursor yaml)
    {
        string? target = null;
        var entered = false;
        while (yaml.NextKey(ref entered, out var field))
        {
            if (field == "version")
                target = yaml.TextOrSkip();
            else
                yaml.Skip();
        }
        return target;
    }

    private static string? ScopeOf(string section) => section switch
    {
        "dependencies" => PackageScope.Runtime,
        "devDependencies" => PackageScope.Development,
        "optionalDependencies" => PackageScope.Optional,
        _ => null,
    };
}
