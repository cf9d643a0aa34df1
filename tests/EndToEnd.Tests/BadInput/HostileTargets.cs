using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Cortex.EndToEnd.Tests.BadInput;

/// <summary>A good repository among everything that is not one, and the one run over all of them.</summary>
public sealed class HostileTargets : IAsyncLifetime
{
    private const string Laughs = """
        a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]
        b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
        c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
        d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]
        e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]
        f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]
        g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]

        """;

    private readonly Folder folder = new();

    internal CortexProcess.Outcome Outcome { get; private set; } = null!;

    internal string ReportJson { get; private set; } = null!;

    internal JsonNode Report => JsonNode.Parse(ReportJson)!;

    internal string Before { get; private set; } = null!;

    internal string After { get; private set; } = null!;

    internal string this[string name] => folder[name];

    public async Task InitializeAsync()
    {
        Prepare();
        Before = Fingerprint();
        Outcome = await CortexProcess.RunAsync(
            ["run", .. Names().Select(n => folder[$"in/{n}"]), folder["in/missing"], "--data", folder["data"], "--json", folder["report.json"]]);
        After = Fingerprint();
        ReportJson = File.Exists(folder["report.json"]) ? await File.ReadAllTextAsync(folder["report.json"]) : "{}";
    }

    public async Task DisposeAsync()
    {
        // What is not UTF-8 cannot be named, hence not removed, from here.
        using var remove = Process.Start("rm", ["-rf", folder[""]])!;
        await remove.WaitForExitAsync();
    }

    private IEnumerable<string> Names() => Directory.EnumerateFileSystemEntries(folder["in"]).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal);

    private void Prepare()
    {
        Repository("good", ("package.json", """{ "name": "good", "version": "1.0.0", "dependencies": { "left-pad": "1.3.0" } }"""));
        Repository("json", ("package.json", "{ \"name\": \"x\", \n"), ("fine/package.json", """{ "name": "fine", "version": "1.0.0" }"""));
        Repository("lockfile", ("package.json", """{ "name": "x", "version": "1.0.0" }"""), ("package-lock.json", """{ "name": "x", "lockfileVersion": 99, "packages": {} }"""));
        Repository("lfs", ("package.json", $"version https://git-lfs.github.com/spec/v1\noid sha256:{new string('4', 64)}\nsize 12345\n"));
        Repository("xml", ("App.csproj", "<?xml version=\"1.0\"?>\n<!DOCTYPE p [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><AssemblyName>&e;</AssemblyName></PropertyGroup></Project>\n"));
        Repository("yaml", ("k8s.yaml", Laughs + "apiVersion: v1\nkind: Service\n"), (".github/workflows/ci.yml", Laughs));
        Repository("detached", ("package.json", """{ "name": "detached", "version": "1.0.0" }"""));
        Folder.Git(folder["in/detached"], "checkout", "--quiet", "--detach");
        Links();
        Shell("mkdir -p in/names && cd in/names && git init --quiet --initial-branch=main . && d=$(printf 'caf\\351') && mkdir \"$d\" && echo '{}' > \"$d/package.json\"");
        Folder.Commit(folder["in/names"]);
        Repository("submodule", ("package.json", """{ "name": "outer", "version": "1.0.0" }"""));
        Folder.Git(folder["in/submodule"], "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", folder["in/good"], "inner");
        Folder.Commit(folder["in/submodule"]);

        Shell("git init --quiet in/empty && git init --quiet --bare in/bare-empty.git && mkdir in/plain && echo x > in/plain/a && echo x > in/file.txt");
        Shell("git clone --quiet --bare in/good in/bare.git && mkdir in/good-inner && echo '{}' > outside.json");
        Shell("mkdir -p subfolder && cp -r in/json subfolder/repository && rmdir in/good-inner");
    }

    private void Links()
    {
        Directory.CreateDirectory(folder["in/links/deep"]);
        File.WriteAllText(folder["in/links/deep/package.json"], """{ "name": "deep", "version": "1.0.0" }""");
        Shell("cd in/links && git init --quiet --initial-branch=main . && ln -s ../../outside.json package.json && ln -s /etc/passwd Dockerfile && ln -s . self && ln -s b a && ln -s a b && ln -s ../.. deep/up");
        Folder.Commit(folder["in/links"]);
    }

    private void Repository(string name, params (string Path, string Content)[] files)
    {
        foreach (var (path, content) in files)
        {
            var file = folder[$"in/{name}/{path}"];
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }

        Folder.Git(folder[$"in/{name}"], "init", "--quiet", "--initial-branch=main", ".");
        Folder.Commit(folder[$"in/{name}"]);
    }

    private void Shell(string script) => Output("set -e; " + script);

    /// <summary>Everything below the targets, by content: the working trees, and HEAD, index, configuration and references of each.</summary>
    private string Fingerprint() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Output("find . -path ./data -prune -o ! -name report.json -printf '%P %y %l %m\\n' | LC_ALL=C sort; find in subfolder outside.json -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum"))));

    private string Output(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = folder[""], UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
        return output;
    }
}
