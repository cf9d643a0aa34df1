using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.NuGet;

/// <summary>Versions in global.json ("msbuild-sdks") and in the manifest of local tools.</summary>
internal static class NuGetJson
{
    public static void Edit(Edits edits, PackageUpgrade upgrade, string name)
    {
        var json = JsonEdit.Of(edits, upgrade.Path, relaxed: true);
        var table = json.Root[name == "global.json" ? "msbuild-sdks" : "tools"];
        if (table?.Members.FirstOrDefault(m => m.Name.Equals(upgrade.Name, StringComparison.OrdinalIgnoreCase)) is not { } member)
        {
            edits.Refuse(upgrade, upgrade.Path, null, $"Nothing here asks for {upgrade.Name}; name a file that does.");
            return;
        }
        var version = name == "global.json" ? member.Value : member.Value["version"];
        if (version?.Text is { } text && NuGetRange.Gives(text, upgrade.From))
            json.Replace(version, NuGetRange.Update(text, upgrade.To) ?? throw new UnreadableException($"{Display.Quote(text)} is no version that is understood; change it by hand.", version.Line));
        json.Apply();
    }
}
