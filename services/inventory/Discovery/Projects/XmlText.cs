using System.Xml;
using System.Xml.Linq;
using Cortex.Documents.Files;

namespace Cortex.Inventory.Discovery.Projects;

internal static class XmlText
{
    /// <summary>The root of a manifest; null for what is no XML: the package scan says where and why.</summary>
    public static XElement? Load(SourceTree tree, SourceFile file)
    {
        if (tree.Text(file) is not { } text)
            return null;
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new StringReader(text), settings);
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
