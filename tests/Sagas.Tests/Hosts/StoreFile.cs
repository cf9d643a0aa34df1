namespace Cortex.Sagas.Tests.Hosts;

/// <summary>A store file that is gone after the test.</summary>
internal sealed class StoreFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cortex-sagas-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "cortex.db");

    public string File(string name) => System.IO.Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
