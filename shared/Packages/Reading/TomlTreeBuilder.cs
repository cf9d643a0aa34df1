using Tomlyn.Parsing;

namespace Cortex.Packages.Reading;

/// <summary>Builds a tree of what the parser meets in the order of the file.</summary>
internal sealed class TomlTreeBuilder(TomlParser parser, Func<string, string, bool> keep, CancellationToken ct)
{
    private readonly Stack<(string Name, TomlTree Node)> open = new();
    private readonly TomlTree root = new TomlTree { Line = 1 }.AsTable();
    private string? key;
    private int keyLine = 1;

    public TomlTree Build()
    {
        while (parser.MoveNext())
        {
            ct.ThrowIfCancellationRequested();
            Take(parser.Current);
        }
        return root;
    }

    private void Take(in TomlParseEvent met)
    {
        switch (met.Kind)
        {
            case TomlParseEventKind.PropertyName:
                key = parser.GetPropertyName();
                keyLine = Math.Max(1, met.Line);
                if (!keep(open.Peek().Name, key))
                    PassOver();
                break;
            case TomlParseEventKind.StartTable when open.Count == 0:
                open.Push(("", root));
                break;
            case TomlParseEventKind.StartTable:
                Open(met, node => node.AsTable());
                break;
            case TomlParseEventKind.StartArray:
                Open(met, node => node.AsArray());
                break;
            case TomlParseEventKind.EndTable or TomlParseEventKind.EndArray:
                open.Pop();
                break;
            case TomlParseEventKind.String:
                PlaceScalar(met).Set(parser.GetString() ?? "");
                break;
            case TomlParseEventKind.Boolean:
                var flag = PlaceScalar(met);
                if (met.GetBoolean())
                    flag.SetTrue();
                break;
            case TomlParseEventKind.Integer or TomlParseEventKind.Float or TomlParseEventKind.DateTime:
                PlaceScalar(met);
                break;
        }
    }

    private void Open(in TomlParseEvent met, Func<TomlTree, TomlTree> shape)
    {
        var (name, node) = Place(met.Line);
        if (met.Span is { } span && node.Start < 0)
            node.StandAt(span.Offset, -1);
        open.Push((name, shape(node)));
    }

    private TomlTree PlaceScalar(in TomlParseEvent met)
    {
        var (_, node) = Place(met.Line);
        if (met.Span is { } span)
            node.StandAt(span.Offset, span.Offset + span.Length);
        return node;
    }

    /// <summary>
    /// The node that the value belongs to. A table or array that is opened again goes on; a table's header whose name is an
    /// array's goes on in its last element.
    /// </summary>
    private (string Name, TomlTree Node) Place(int line)
    {
        var (name, parent) = open.Peek();
        if (key is null)
        {
            var item = new TomlTree { Line = Math.Max(keyLine, line) };
            parent.Items!.Add(item);
            return (name, item);
        }
        var placed = (key, parent.Table!.GetValueOrDefault(key));
        key = null;
        if (placed.Item2 is { } known)
        {
            var goesOn = parser.Current.Kind == TomlParseEventKind.StartTable && known.Items is [.., { Table: not null } last] ? last : known;
            if (IsContainer(parser.Current.Kind) && (goesOn.Table is not null || goesOn.Items is not null))
                return (placed.key, goesOn);
            root.RepeatedLine ??= keyLine;
        }
        var node = new TomlTree { Line = keyLine };
        parent.Table![placed.key] = node;
        return (placed.key, node);
    }

    private static bool IsContainer(TomlParseEventKind kind) => kind is TomlParseEventKind.StartTable or TomlParseEventKind.StartArray;

    private void PassOver()
    {
        key = null;
        var depth = 0;
        do
        {
            ct.ThrowIfCancellationRequested();
            if (!parser.MoveNext())
                return;
            depth += parser.Current.Kind switch
            {
                TomlParseEventKind.StartTable or TomlParseEventKind.StartArray => 1,
                TomlParseEventKind.EndTable or TomlParseEventKind.EndArray => -1,
                _ => 0,
            };
        }
        while (depth > 0);
    }
}
