using System.Text;

namespace Cortex.Security.Fixing.Relocking;

/// <summary>Text of unknown length, of which the beginning and the end are kept.</summary>
internal sealed class BoundedText(int most)
{
    private readonly StringBuilder head = new();
    private readonly Queue<string> tail = new();
    private readonly Lock gate = new();
    private int tailLength;
    private long left;

    public void Add(string line)
    {
        lock (gate)
        {
            line = line.Length > most / 4 ? line[..(most / 4)] : line;
            if (left == 0 && tailLength == 0 && head.Length + line.Length < most / 2)
            {
                head.Append(line).Append('\n');
                return;
            }
            tail.Enqueue(line);
            tailLength += line.Length + 1;
            while (tailLength > most / 2)
            {
                tailLength -= tail.Dequeue().Length + 1;
                left++;
            }
        }
    }

    public override string ToString()
    {
        lock (gate)
            return head + (left > 0 ? $"[{left} lines are left out]\n" : "") + string.Concat(tail.Select(line => line + '\n'));
    }
}
