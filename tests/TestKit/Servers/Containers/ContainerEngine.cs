using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;

namespace Cortex.TestKit.Servers.Containers;

/// <summary>The container engine that Testcontainers would use, asked before a test relies on it.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan LongestPull = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);
    private static readonly Lazy<string?> Silence = new(() => Task.Run(AskAsync).GetAwaiter().GetResult());

    /// <summary>Null when the image, and the one that ends forgotten containers, is here or could be pulled.</summary>
    public static string? Missing(string image)
    {
        if (Silence.Value is { } silent)
            return silent;
        return Task.Run(async () => await PullAsync(image) ?? await PullAsync(Reaper)).GetAwaiter().GetResult();
    }

    public static DockerClient Connect() =>
        TestcontainersSettings.OS.DockerEndpointAuthConfig.GetDockerClientBuilder(DotNet.Testcontainers.Containers.ResourceReaper.DefaultSessionId).Build();

    private static string Reaper => TestcontainersSettings.ResourceReaperImage?.FullName ?? "testcontainers/ryuk:0.14.0";

    private static async Task<string?> AskAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(LongestAnswer);
            using var docker = Connect();
            await docker.System.PingAsync(limit.Token);
            return null;
        }
        catch (Exception e)
        {
            return $"and no container engine answers ({e.Message.ReplaceLineEndings(" ")})";
        }
    }

    private static async Task<string?> PullAsync(string image)
    {
        using var limit = new CancellationTokenSource(LongestPull);
        using var docker = Connect();
        try
        {
            await docker.Images.InspectImageAsync(image, limit.Token);
            return null;
        }
        catch (DockerImageNotFoundException)
        {
        }

        try
        {
            var (name, tag) = (image[..image.LastIndexOf(':')], image[(image.LastIndexOf(':') + 1)..]);
            await docker.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name, Tag = tag }, null, new Progress<JSONMessage>(), limit.Token);
            return null;
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException or OperationCanceledException or IOException)
        {
            return $"and the container image {image} is not here and cannot be pulled ({e.Message.ReplaceLineEndings(" ")})";
        }
    }
}
