using System.Net;
using Cortex.Security.Fixing.Relocking;

namespace Cortex.Security.Tests.Fixing;

/// <summary>A fact that restores packages: it needs the tools and the registries, and says so where they are not there.</summary>
internal sealed class RegistryFactAttribute : FactAttribute
{
    private static readonly Dictionary<string, Lazy<string?>> Missing = new(StringComparer.Ordinal)
    {
        ["npm"] = new(() => Look("npm", "https://registry.npmjs.org/minimist")),
        ["dotnet"] = new(() => Look("dotnet", "https://api.nuget.org/v3/index.json")),
    };

    public RegistryFactAttribute(params string[] tools)
    {
        Skip = tools.Select(tool => Missing[tool].Value).FirstOrDefault(reason => reason is not null);
    }

    private static string? Look(string tool, string registry)
    {
        if (ToolBox.Find(tool) is null)
            return $"{tool} is not on this machine";
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
            using var answer = http.Send(new HttpRequestMessage(HttpMethod.Get, registry), HttpCompletionOption.ResponseHeadersRead);
            return answer.StatusCode == HttpStatusCode.OK ? null : $"{registry} answers {(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return $"{registry} does not answer: {e.Message}";
        }
    }
}
