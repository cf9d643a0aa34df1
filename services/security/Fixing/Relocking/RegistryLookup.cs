using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Cortex.Contracts;
using Cortex.Hosting.Data;
using Cortex.Workers.Gateway;

namespace Cortex.Security.Fixing.Relocking;

/// <summary>
/// What a fix-worker asks its master: the registries that the master's user has configured. A worker runs other people's code, so it gets their
/// addresses and no password, key or token; a registry that wants one answers it with a refusal, and the change then says so.
/// </summary>
internal static class RegistryLookup
{
    public const string Name = "registries";

    private static readonly string[] Told = ["GOPROXY", "GONOSUMDB", "GOSUMDB", "GONOPROXY", "GOPRIVATE", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "UV_INDEX_URL", "npm_config_registry", "NPM_CONFIG_REGISTRY", "NUGET_CERT_REVOCATION_MODE"];

    public static WorkerLookup For(DataDirectory data) =>
        new(Name, (_, _) => Task.FromResult(JsonSerializer.Serialize(Of(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Path.Combine(data.Root, "packages")), CortexJson.Options)));

    /// <summary>The settings below a user's home.</summary>
    public static RegistrySettings Of(string home, string? cache) => new()
    {
        Npm = [.. Lines(Path.Combine(home, ".npmrc")).Select(Npm).OfType<string>()],
        NuGet = NuGet(Path.Combine(home, ".nuget", "NuGet", "NuGet.Config")),
        Variables = Told.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(v => v.Value is { Length: > 0 })
            .ToDictionary(v => v.Name, v => WithoutUser(v.Value!), StringComparer.Ordinal),
        Cache = cache,
    };

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Only the lines that say where, never those that say who.</summary>
    private static string? Npm(string line)
    {
        if (line.Split('=', 2) is not [var key, var value])
            return null;
        key = key.Trim();
        return key is "registry" or "cafile" or "strict-ssl" or "omit-lockfile-registry-resolved" || (key.StartsWith('@') && key.EndsWith(":registry", StringComparison.Ordinal))
            ? $"{key}={WithoutUser(value.Trim())}"
            : null;
    }

    private static string? NuGet(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var sections = XDocument.Load(reader).Root!.Elements().Where(e => e.Name.LocalName is "packageSources" or "disabledPackageSources" or "packageSourceMapping").ToList();
            foreach (var address in sections.SelectMany(section => section.Descendants()).Select(entry => entry.Attribute("value")).OfType<XAttribute>())
                address.Value = WithoutUser(address.Value);
            return new XElement("configuration", sections).ToString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            return null;
        }
    }

    /// <summary>"https://name:secret@host/" as "https://host/"; also where several stand in one text.</summary>
    private static string WithoutUser(string text)
    {
        for (var at = text.IndexOf("://", StringComparison.Ordinal); at >= 0; at = text.IndexOf("://", at + 3, StringComparison.Ordinal))
        {
            var end = text.AsSpan(at + 3).IndexOfAny("/,| ") is >= 0 and var length ? at + 3 + length : text.Length;
            var user = text.LastIndexOf('@', end - 1, end - at - 3);
            if (user >= 0)
                text = text[..(at + 3)] + text[(user + 1)..];
        }
        return text;
    }
}
