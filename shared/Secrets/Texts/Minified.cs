namespace Cortex.Secrets.Texts;

/// <summary>Bundles and generated code: names mean nothing there, only what tells by itself what it is is looked for.</summary>
internal static class Minified
{
    private const int LongLine = 3000;

    public static bool Is(string text, FileNature file)
    {
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..];
        if (name.Contains(".min.", StringComparison.Ordinal) || name.EndsWith(".bundle.js", StringComparison.Ordinal) || name.EndsWith(".svg", StringComparison.Ordinal))
            return true;
        return file.Notation is Notation.Code or Notation.Prose && text.Length > LongLine && HasLongLine(text);
    }

    private static bool HasLongLine(ReadOnlySpan<char> text)
    {
        while (text.Length > LongLine)
        {
            var end = text[..LongLine].LastIndexOf('\n');
            if (end < 0)
                return true;
            text = text[(end + 1)..];
        }

        return false;
    }
}
