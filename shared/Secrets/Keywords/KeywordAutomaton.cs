namespace Cortex.Secrets.Keywords;

/// <summary>
/// Finds many keywords in one pass whatever their number (Aho and Corasick, 1975), without regard to the case of ASCII letters. The
/// automaton is written out as a table over the characters that occur in keywords; all others share one column.
/// </summary>
internal sealed class KeywordAutomaton
{
    private readonly byte[] _columns = new byte[128];
    private readonly int _width;
    private readonly int[] _next;
    private readonly int[][] _ends;
    private readonly int _firstEnd;

    public KeywordAutomaton(IReadOnlyList<string> keywords)
    {
        _width = AssignColumns(keywords);
        var (children, ends) = Trie(keywords);
        var order = Order(children, ends, out var numbers, out var fails);
        _firstEnd = order.Count(s => ends[s].Count == 0) * _width;
        (_next, _ends) = (new int[order.Count * _width], new int[order.Count][]);
        // Breadth first, so that what a state falls back to is complete before it.
        foreach (var state in fails.Order)
        {
            var row = numbers[state] * _width;
            for (var column = 0; column < _width; column++)
                _next[row + column] = children[state].TryGetValue(column, out var child) ? numbers[child] * _width
                    : state == 0 ? numbers[0] * _width
                    : _next[(numbers[fails.Links[state]] * _width) + column];
            _ends[numbers[state]] = [.. ends[state]];
        }

        Start = numbers[0] * _width;
    }

    private int Start { get; }

    /// <summary>The first keyword that ends at or after <paramref name="at"/>; false at the text's end. Continue with the same cursor.</summary>
    public bool Next(ReadOnlySpan<char> text, ref Cursor cursor, out ReadOnlySpan<int> keywords)
    {
        var (state, next, columns, firstEnd) = (cursor.At == 0 ? Start : cursor.State, _next, _columns, _firstEnd);
        for (var i = cursor.At; i < text.Length; i++)
        {
            var c = text[i];
            state = next[state + (c < 128 ? columns[c] : 0)];
            if (state < firstEnd)
                continue;
            cursor = new Cursor(i + 1, state);
            keywords = _ends[state / _width];
            return true;
        }

        cursor = new Cursor(text.Length, state);
        keywords = [];
        return false;
    }

    private int AssignColumns(IEnumerable<string> keywords)
    {
        var width = 1;
        foreach (var c in keywords.SelectMany(k => k).Select(char.ToLowerInvariant).Distinct().Order())
        {
            if (c >= 128)
                throw new FormatException($"The keyword character '{c}' is not ASCII.");
            _columns[c] = _columns[char.ToUpperInvariant(c)] = (byte)width++;
        }

        return width;
    }

    private (List<Dictionary<int, int>> Children, List<HashSet<int>> Ends) Trie(IReadOnlyList<string> keywords)
    {
        var (children, ends) = (new List<Dictionary<int, int>> { new() }, new List<HashSet<int>> { new() });
        for (var k = 0; k < keywords.Count; k++)
        {
            var state = 0;
            foreach (var c in keywords[k])
            {
                if (!children[state].TryGetValue(_columns[c], out var child))
                {
                    children[state][_columns[c]] = child = children.Count;
                    children.Add([]);
                    ends.Add([]);
                }

                state = child;
            }

            ends[state].Add(k);
        }

        return (children, ends);
    }

    /// <summary>Numbers the states so that those at which a keyword ends come last: one comparison tells them.</summary>
    private static List<int> Order(List<Dictionary<int, int>> children, List<HashSet<int>> ends, out int[] numbers, out (int[] Links, List<int> Order) fails)
    {
        var (links, breadth) = (new int[children.Count], new List<int> { 0 });
        for (var i = 0; i < breadth.Count; i++)
        {
            var state = breadth[i];
            foreach (var (column, child) in children[state])
            {
                var link = links[state];
                while (link != 0 && !children[link].ContainsKey(column))
                    link = links[link];
                links[child] = state != 0 && children[link].TryGetValue(column, out var to) ? to : 0;
                ends[child].UnionWith(ends[links[child]]);
                breadth.Add(child);
            }
        }

        var order = breadth.OrderBy(s => ends[s].Count > 0).ToList();
        numbers = new int[children.Count];
        for (var n = 0; n < order.Count; n++)
            numbers[order[n]] = n;
        fails = (links, breadth);
        return order;
    }
}

/// <summary>How far a text has been looked through.</summary>
internal readonly record struct Cursor(int At, int State);
