namespace Cortex.Packages.Maven;

/// <summary>Splits a version, in lower case, into its nested lists.</summary>
internal sealed class MavenVersionParser(string text)
{
    private readonly Stack<MavenVersionList> open = new();
    private MavenVersionList list = new();
    private int start;
    private bool inDigits;

    public MavenVersionList Parse()
    {
        var root = list;
        open.Push(root);
        for (var at = 0; at < text.Length; at++)
            Take(at);
        if (start < text.Length)
        {
            if (!inDigits)
                NestQualifier();
            list.Add(Item(text.Length, inDigits));
        }
        while (open.TryPop(out var inner))
            inner.Normalize();
        return root;
    }

    private void Take(int at)
    {
        switch (text[at])
        {
            case '.':
                Close(at);
                break;
            case '-':
                Close(at);
                Nest();
                break;
            case var c when char.IsAsciiDigit(c):
                if (!inDigits && at > start)
                {
                    NestQualifier();
                    list.Add(new MavenVersionQualifier(text[start..at], isBeforeDigit: true));
                    start = at;
                    Nest();
                }
                inDigits = true;
                break;
            default:
                if (inDigits && at > start)
                {
                    list.Add(Item(at, isNumber: true));
                    start = at;
                    Nest();
                }
                inDigits = false;
                break;
        }
    }

    // ".X" counts as "-X" does, so that 1.0.0.RC1 comes before 1.0.0-RC2.
    private void NestQualifier()
    {
        if (!list.IsNull)
            Nest();
    }

    private void Close(int at)
    {
        list.Add(at == start ? new MavenVersionNumber("0") : Item(at, inDigits));
        start = at + 1;
    }

    private void Nest()
    {
        var inner = new MavenVersionList();
        list.Add(inner);
        list = inner;
        open.Push(inner);
    }

    private MavenVersionItem Item(int end, bool isNumber) =>
        isNumber ? new MavenVersionNumber(text[start..end]) : new MavenVersionQualifier(text[start..end], isBeforeDigit: false);
}
