namespace Cortex.Secrets.Checks;

/// <summary>Shannon's entropy of a text's characters, in bits per character.</summary>
internal static class Entropy
{
    public static double Of(ReadOnlySpan<char> text)
    {
        if (text.Length == 0)
            return 0;
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        var others = 0;
        foreach (var c in text)
        {
            if (c < 128)
                counts[c]++;
            else
                others++;
        }

        var sum = Part(others, text.Length);
        foreach (var count in counts)
            sum += Part(count, text.Length);
        return sum;
    }

    private static double Part(int count, int of) => count == 0 ? 0 : -((double)count / of * Math.Log2((double)count / of));
}
