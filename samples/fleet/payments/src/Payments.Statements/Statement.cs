using System.Collections.Generic;
using System.Text;
using System.Text.Encodings.Web;

namespace Payments.Statements;

/// <summary>A month's lines as the accountants print them.</summary>
public sealed class Statement(string month)
{
    private readonly StringBuilder _rows = new();

    public Statement Add(string order, string amount)
    {
        _rows.Append($"<tr><td>{HtmlEncoder.Default.Encode(order)}</td><td>{HtmlEncoder.Default.Encode(amount)}</td></tr>");
        return this;
    }

    public Statement AddAll(IEnumerable<KeyValuePair<string, string>> lines)
    {
        foreach (var line in lines)
            Add(line.Key, line.Value);
        return this;
    }

    public string Html() => $"<h1>{HtmlEncoder.Default.Encode(month)}</h1><table>{_rows}</table>";
}
