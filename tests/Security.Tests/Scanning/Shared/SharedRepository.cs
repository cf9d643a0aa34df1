using System.Diagnostics;
using System.Text;

namespace Cortex.Security.Tests.Scanning.Shared;

/// <summary>A repository with one of everything that a checkout, an archive or a look may treat in a way of its own.</summary>
internal static class SharedRepository
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: NAME }\nspec: { hostPID: true, containers: [ { name: c, image: 'a:1' } ] }\n";
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";

    /// <param name="folder">Where it is made.</param>
    /// <param name="seed">Of the generated files among it.</param>
    public static async Task CreateAsync(string folder, uint seed)
    {
        void Write(string path, string text, Encoding? encoding = null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllBytes(Path.Combine(folder, path), [.. encoding?.GetPreamble() ?? [], .. (encoding ?? Encoding.UTF8).GetBytes(text)]);
        }

        // Packages: one that far code imports, one that none does, one in a file that a manifest names and that looks like code.
        Write("package-lock.json", Lock("abacus", "2.0.0"));
        Write("web/package-lock.json", Lock("till", "1.0.0"));
        Write("lfs/package-lock.json", Pointer);
        Write("broken/package-lock.json", "{ \"packages\": {");
        Write("requirements.txt", "-r deps/extra.py\n");
        Write("deps/extra.py", "leftpad==1.0\n");
        Write("src/a/b/c/count.ts", "export {};\nimport { add } from 'abacus';\n");
        Write("src/large.ts", Pointer);
        Write("src/main.py", "import leftpad\n");

        // What has to be seen together.
        Write("deploy/pod.yaml", Pod.Replace("NAME", "deployed", StringComparison.Ordinal));
        Write("overlay/kustomization.yaml", "resources: [ ../deploy/pod.yaml ]\npatches:\n  - path: patch.js\n");
        Write("overlay/patch.js", "apiVersion: v1\nkind: Pod\nmetadata: { name: deployed }\nspec: { hostNetwork: true }\n");
        Write("Dockerfile", "FROM debian:latest\nCOPY modules /modules\nRUN sudo true\n");
        Write("compose.yaml", "services:\n  web: { image: 'web:latest', privileged: true, env_file: web.env }\n");
        Write("main.tf", "resource \"aws_s3_bucket\" \"b\" { acl = \"public-read\" }\n");

        // What git changes on its way out.
        Write(".gitattributes", "*.bat text eol=crlf\n*.u16 text working-tree-encoding=UTF-16LE\n/hidden.env export-ignore\n*.id ident\n");
        Write("sub/.gitattributes", "*.env export-ignore export-subst\n*.yaml text eol=crlf\n");
        Write("hidden.env", Secret("hidden"));
        Write("sub/subst.env", "NAME=$Format:%H$\n" + Secret("subst"));
        Write("sub/pod.yaml", Pod.Replace("NAME", "crlf", StringComparison.Ordinal));
        Write("run.bat", "@echo off\r\nset DB_PASSWORD=Zk3b-vq8Lr2xQ\r\n");
        Write("settings.u16", "DB_PASSWORD=Zk3u-vq8Lr2xQ\n", new UnicodeEncoding(bigEndian: false, byteOrderMark: false));
        Write("who.id", "$Id$\n" + Secret("ident"));

        // What a repository says for itself.
        Write(".cortex/config.yaml", "ignore:\n  - path: ignored\n    reason: input of tests\n  - path: old\n    reason: was\n    until: 2020-01-01\nallow:\n  - path: allowed.env\n    rule: '*'\n    reason: an example\n    until: 2999-12-31\n");
        Write("ignored/a.env", Secret("ignored"));
        Write("ignored/package-lock.json", Lock("abacus", "2.0.0"));
        Write("allowed.env", Secret("allowed"));
        Write("node_modules/x/a.env", Secret("vendored"));
        Write("node_modules/x/package-lock.json", Lock("abacus", "1.0.0"));
        Write(".terraform/modules/m/package-lock.json", Lock("abacus", "1.0.1"));

        // Sizes, encodings and names.
        Write("empty.env", "");
        Write("binary.dat", "\0\u0001" + Secret("binary"));
        Write("logo.png", Secret("picture"));
        Write("utf16.env", Secret("utf16"), Encoding.Unicode);
        Write("huge.log", string.Concat(Enumerable.Repeat("nothing to see in this line of a log\n", 120_000)) + Secret("huge"));
        Write("huge.yaml", Pod + string.Concat(Enumerable.Repeat("# nothing to see\n", 250_000)));
        Write("new\nline.env", Secret("newline"));
        Write("ü ö.env", Secret("umlaut"));
        Write("trailing .env ", Secret("space"));
        Write(string.Concat(Enumerable.Repeat("a-long-folder/", 20)) + "deep.env", Secret("deep"));

        // Links.
        Write("real/target.env", Secret("target"));
        File.CreateSymbolicLink(Path.Combine(folder, "good.env"), "real/target.env");
        File.CreateSymbolicLink(Path.Combine(folder, "outside.env"), "/etc/DB_PASSWORD=Zk3l-vq8Lr2xQ");
        File.CreateSymbolicLink(Path.Combine(folder, "web", "package.json"), "../../out.json");
        File.CreateSymbolicLink(Path.Combine(folder, "yarn.lock"), "web/package-lock.json");
        File.CreateSymbolicLink(Path.Combine(folder, "real", ".gitattributes"), "../.gitattributes");
        Directory.CreateSymbolicLink(Path.Combine(folder, "circle"), "real");

        for (var i = 0; i < 120; i++)
        {
            seed = (seed * 1_664_525) + 1_013_904_223;
            var extension = (string[])[".env", ".ts", ".yaml", ".py", ".json", ".md"];
            Write($"many/d{seed % 7}/f{i}{extension[(seed >> 8) % 6]}", new string('\n', (int)(seed >> 16) % 3000) + (seed % 3 == 0 ? Secret($"{i}") : "import abacus\n"));
        }

        await GitAsync(folder, "init", "--quiet", "--initial-branch=main");
        await GitAsync(folder, "add", "--all");
        await GitAsync(folder, "update-index", "--add", "--cacheinfo", $"160000,{new string('1', 40)},modules/other");
        await CommitAsync(folder);
    }

    public static async Task CommitAsync(string folder) =>
        await GitAsync(folder, "-c", "user.name=S", "-c", "user.email=s@example.org", "-c", "commit.gpgSign=false", "commit", "--quiet", "-m", "Everything");

    public static async Task<string> GitAsync(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = git.StandardError.ReadToEndAsync();
        var output = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        return git.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {await error}");
    }

    private static string Secret(string what) => $"DB_PASSWORD=Zk3{what}-vq8Lr2xQ\n";

    private static string Lock(string package, string version) => $$"""
        { "lockfileVersion": 3, "packages": { "": { "dependencies": { "{{package}}": "1" } }, "node_modules/{{package}}": { "version": "{{version}}" } } }
        """;
}
