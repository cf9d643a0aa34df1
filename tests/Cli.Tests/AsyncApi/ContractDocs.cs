using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cortex.Contracts;

namespace Cortex.Cli.Tests.AsyncApi;

/// <summary>The summaries that stand in the source of the contracts.</summary>
internal sealed partial class ContractDocs
{
    private readonly Dictionary<string, string> summaries = XDocument.Load(Path.ChangeExtension(typeof(CortexJson).Assembly.Location, ".xml")).Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!), StringComparer.Ordinal);

    public string? Of(Type type) => summaries.GetValueOrDefault($"T:{type.FullName}");

    public string? Of(PropertyInfo property) => summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private static string Text(XElement summary)
    {
        foreach (var reference in summary.Descendants().Where(element => element.Attribute("cref") is not null).ToList())
            reference.ReplaceWith(reference.Attribute("cref")!.Value.Split('.')[^1]);
        return Spaces().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
