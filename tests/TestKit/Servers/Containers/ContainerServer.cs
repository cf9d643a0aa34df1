using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Containers;

namespace Cortex.TestKit.Servers.Containers;

/// <summary>A container with fixed ports, so that it is found again after a restart.</summary>
internal sealed class ContainerServer(IContainer container) : IServer
{
    private readonly DockerClient _docker = ContainerEngine.Connect();
    private bool _created;

    public bool HasEnded => false;

    public string Log => container.GetLogsAsync().GetAwaiter().GetResult().Stderr;

    public async Task StartAsync()
    {
        if (_created)
        {
            await _docker.Containers.StartContainerAsync(container.Id, new ContainerStartParameters());
            return;
        }

        await container.StartAsync();
        _created = true;
    }

    public Task KillAsync() => _docker.Containers.KillContainerAsync(container.Id, new ContainerKillParameters { Signal = "SIGKILL" });

    /// <summary>A program in the container.</summary>
    public async Task ExecuteAsync(IList<string> command)
    {
        var ended = await container.ExecAsync(command);
        if (ended.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {ended.ExitCode}:\n{ended.Stdout}\n{ended.Stderr}");
    }

    public async ValueTask DisposeAsync()
    {
        await container.DisposeAsync();
        _docker.Dispose();
    }
}
