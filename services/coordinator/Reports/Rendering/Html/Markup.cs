using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>Markup. In an interpolated string the literals are markup and the holes are text, which is escaped; only markup goes in as it is.</summary>
internal readonly record struct Markup(string? Value)
{
    public static Markup Nothing { get; }

    public static Markup Of(MarkupText text) => new(text.ToString());

    public static Markup All(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.Value)));

    public override string ToString() => Value ?? "";
}

[InterpolatedStringHandler]
internal readonly struct MarkupText(int literalLength, int formattedCount)
{
    private readonly StringBuilder _markup = new(literalLength + (formattedCount * 24));

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(Markup markup) => _markup.Append(markup.Value);

    public void AppendFormatted(IEnumerable<Markup> parts)
    {
        foreach (var part in parts)
            _markup.Append(part.Value);
    }

    /// <summary>A figure of a drawing, as SVG reads it. Figures for people come as text.</summary>
    public void AppendFormatted(double figure) => _markup.Append(figure.ToString("0.##", CultureInfo.InvariantCulture));

    /// <summary>A figure for people.</summary>
    public void AppendFormatted(int figure, string format) => _markup.Append(figure.ToString(format, CultureInfo.InvariantCulture));

    public void AppendFormatted(string? text)
    {
        foreach (var c in PlainText.Of(text ?? ""))
        {
            _ = c switch
            {
                '<' => _markup.Append("&lt;"),
                '>' => _markup.Append("&gt;"),
                '&' => _markup.Append("&amp;"),
                '"' => _markup.Append("&quot;"),
                '\'' => _markup.Append("&#39;"),
                '`' => _markup.Append("&#96;"),
                _ => _markup.Append(c),
            };
        }
    }

    public override string ToString() => _markup.ToString();
}
