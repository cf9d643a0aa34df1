using System.Text;
using System.Xml;

namespace Cortex.Packages.Reading;

/// <summary>An XML element with its line; names are local, attributes case does not count.</summary>
internal sealed class XmlTree
{
    private const int MaxTextLength = 4096;
    private static readonly Dictionary<string, string> NoAttributes = [];

    // Old projects declare encodings such as windows-1252.
    static XmlTree() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public required string Name { get; init; }

    public required int Line { get; init; }

    public Dictionary<string, string> Attributes { get; private set; } = NoAttributes;

    public List<XmlTree> Children { get; } = [];

    public string Text { get; private set; } = "";

    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    /// <summary>
    /// Parses with document types refused and nothing resolved. Elements that <paramref name="keep"/> (parent, name) declines are
    /// passed over with all they contain.
    /// </summary>
    public static XmlTree Parse(byte[] bytes, ReadLimits limits, Func<string, string, bool> keep, CancellationToken ct)
    {
        if (bytes.Length > limits.MaxXmlBytes)
            throw new UnreadableException(
                $"The file has {bytes.Length} bytes and at most {limits.MaxXmlBytes} of XML are read; raise the limit or remove the file.");
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = limits.MaxXmlBytes,
        };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes, writable: false), settings);
            return Build(reader, limits, keep, ct);
        }
        catch (XmlException e)
        {
            throw Describe(e, bytes);
        }
    }

    private static XmlTree Build(XmlReader reader, ReadLimits limits, Func<string, string, bool> keep, CancellationToken ct)
    {
        var open = new Stack<XmlTree>();
        XmlTree? root = null;
        var passedOver = int.MaxValue;
        while (reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (reader.Depth > limits.Depth)
                throw new UnreadableException(
                    $"Elements are nested deeper than {limits.Depth}; flatten the file or raise the limit.", LineOf(reader));
            if (reader.Depth > passedOver)
                continue;
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when open.TryPeek(out var parent) && !keep(parent.Name, reader.LocalName):
                    passedOver = reader.IsEmptyElement ? int.MaxValue : reader.Depth;
                    break;
                case XmlNodeType.Element:
                    var element = Open(reader);
                    root ??= element;
                    if (open.TryPeek(out var container))
                        container.Children.Add(element);
                    if (!reader.IsEmptyElement)
                        open.Push(element);
                    break;
                case XmlNodeType.EndElement when passedOver == reader.Depth:
                    passedOver = int.MaxValue;
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when open.TryPeek(out var owner):
                    owner.Append(reader.Value);
                    break;
            }
        }
        return root!;
    }

    private static UnreadableException Describe(XmlException e, byte[] bytes)
    {
        var line = e.LineNumber > 0 ? e.LineNumber : (int?)null;
        return e.Message.Contains("DTD", StringComparison.Ordinal)
            ? new("The file has a document type declaration, which is refused because it can load other files; remove it.", LineOfDoctype(bytes))
            : new($"The file is not valid XML: {e.Message} Correct it there.", line);
    }

    // The reader does not tell; UTF-16 is searched without its zeros.
    private static int? LineOfDoctype(byte[] bytes)
    {
        var text = Array.FindAll(bytes, octet => octet != 0);
        var at = text.AsSpan().IndexOf("<!DOCTYPE"u8);
        return at < 0 ? null : 1 + text.AsSpan(0, at).Count((byte)'\n');
    }

    private void Append(string text)
    {
        if (Text.Length < MaxTextLength)
            Text += text;
    }

    private static XmlTree Open(XmlReader reader)
    {
        var element = new XmlTree { Name = reader.LocalName, Line = LineOf(reader) };
        if (reader.HasAttributes)
        {
            element.Attributes = new(reader.AttributeCount, StringComparer.OrdinalIgnoreCase);
            while (reader.MoveToNextAttribute())
                element.Attributes[reader.LocalName] = reader.Value;
            reader.MoveToElement();
        }
        return element;
    }

    private static int LineOf(XmlReader reader) => ((IXmlLineInfo)reader).LineNumber;
}
