using System.Text.Json.Nodes;

namespace Cortex.Coordinator.Reports.Rendering.Vex;

/// <summary>A package version that something is said of.</summary>
internal static class VexComponent
{
    public static JsonObject Of(string purl)
    {
        // pkg:type/namespace/name@version?qualifiers#subpath
        var bare = purl.Split('?', '#')[0];
        var at = bare.LastIndexOf('@');
        var name = (at > 0 ? bare[..at] : bare).Split('/')[^1];
        var component = new JsonObject { ["type"] = "library", ["bom-ref"] = purl, ["name"] = Uri.UnescapeDataString(name) };
        if (at > 0)
            component["version"] = Uri.UnescapeDataString(bare[(at + 1)..]);
        component["purl"] = purl;
        return component;
    }
}
