using Cortex.Inventory.Discovery.Identity;
using Cortex.Packages;

namespace Cortex.Inventory.Discovery.Packages;

/// <summary>
/// Who asks for whom, file by file: a project for what is direct, a package for what the file says it needs. What nobody is known to ask
/// for hangs on the project, and so does one of each ring of packages that only ask for each other: all are reached from a project.
/// </summary>
internal sealed class PackageGraph(ScanRecord record)
{
    private readonly Dictionary<string, List<Node>> _files = new(StringComparer.Ordinal);

    private sealed class Node(PackageOccurrence package, string urn, string project)
    {
        public PackageOccurrence Package => package;

        public string Urn => urn;

        public string Project => project;

        public List<Node> Needs { get; } = [];

        public bool Asked { get; set; }

        public bool Reached { get; set; }
    }

    public void Add(PackageOccurrence package, string urn, string project)
    {
        if (!_files.TryGetValue(package.Path, out var nodes))
            _files[package.Path] = nodes = [];
        nodes.Add(new(package, urn, project));
    }

    public void Relate()
    {
        foreach (var nodes in _files.Values)
        {
            Connect(nodes);
            // Rings come last: what a root reaches needs no other root.
            foreach (var node in nodes.Where(n => n.Package.Direct || !n.Asked))
                Hang(node);
            foreach (var node in nodes.Where(n => !n.Reached))
                Hang(node);
        }

        _files.Clear();
    }

    private void Connect(List<Node> nodes)
    {
        var byPurl = nodes.ToLookup(n => n.Package.Purl, StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            foreach (var asker in (node.Package.RequiredBy ?? []).SelectMany(purl => byPurl[purl]).Where(a => a.Urn != node.Urn))
            {
                asker.Needs.Add(node);
                node.Asked = true;
                record.Relate(asker.Urn, Kinds.DependsOn, node.Urn);
            }
        }
    }

    private void Hang(Node root)
    {
        record.Relate(root.Project, Kinds.DependsOn, root.Urn);
        var open = new Stack<Node>([root]);
        while (open.TryPop(out var node))
        {
            if (node.Reached)
                continue;
            node.Reached = true;
            foreach (var need in node.Needs)
                open.Push(need);
        }
    }
}
