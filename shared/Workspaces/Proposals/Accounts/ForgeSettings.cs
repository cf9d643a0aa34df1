using System.Text.Json;
using Cortex.Hosting.Data;
using Microsoft.Extensions.Configuration;

namespace Cortex.Workspaces.Proposals.Accounts;

/// <summary>Reads the section <c>Forges</c> from the host's settings, or from <c>forges.json</c> in the data directory where the settings have none.</summary>
public static class ForgeSettings
{
    public const string Section = "Forges";
    public const string FileName = "forges.json";

    /// <exception cref="ForgeException">Neither is readable, or an entry has a key that is not known.</exception>
    public static ForgeAccounts Read(IConfiguration configuration, DataDirectory data)
    {
        var section = configuration.GetSection(Section);
        var path = Path.Combine(data.Root, FileName);
        try
        {
            if (!section.GetChildren().Any() && File.Exists(path))
                section = new ConfigurationBuilder().AddJsonFile(path, optional: false).Build().GetSection(Section);
            var settings = new List<ForgeSetting>();
            foreach (var entry in section.GetChildren())
                settings.Add(entry.Get<ForgeSetting>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new ForgeSetting());
            return new ForgeAccounts(settings);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or InvalidDataException or JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ForgeException(null, $"The section '{Section}' ({path} or CORTEX_Forges__0__Url and so on) cannot be read: {(e is FormatException ? e : e.InnerException ?? e).Message}", e);
        }
    }
}
