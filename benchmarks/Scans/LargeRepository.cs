using System.Text;
using Cortex.Benchmarks.Runs;

namespace Cortex.Benchmarks.Scans;

/// <summary>A git repository of the given size: source files of some 20 kB in folders of a hundred, manifests, a lockfile with a vulnerable package that the code imports. The same size gives the same files.</summary>
internal static class LargeRepository
{
    private const int FileBytes = 20_000;

    private static readonly string[] Words =
        ["order", "customer", "total", "invoice", "shipping", "address", "session", "request", "handler", "response", "token", "password", "config", "value", "index", "result", "key", "secret", "name", "price"];

    public static async Task<string> CreateAsync(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < megabytes * 1_000_000L / FileBytes; i++)
        {
            var parent = Directory.CreateDirectory(Path.Combine(folder, "src", $"module{i / 100}")).FullName;
            await File.WriteAllTextAsync(Path.Combine(parent, $"file{i}.ts"), Source(i));
        }
        for (var i = 0; i < 200; i++)
        {
            Directory.CreateDirectory(Path.Combine(folder, "deploy"));
            await File.WriteAllTextAsync(Path.Combine(folder, "deploy", $"service{i}.yaml"), $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{ name: service{i} }}\nspec: {{ template: {{ spec: {{ containers: [ {{ name: app, image: 'registry.example.com/app:{i}' }} ] }} }} }}\n");
        }
        await File.WriteAllTextAsync(Path.Combine(folder, "package-lock.json"), Lockfile);
        return await SmallRepository.CreateAsync(folder);
    }

    // A package with known vulnerabilities, as every large repository has one: all code is searched for imports of it.
    private const string Lockfile = """
        {
          "lockfileVersion": 3,
          "packages": {
            "": { "dependencies": { "lodash": "^4.17.4" } },
            "node_modules/lodash": { "version": "4.17.4" }
          }
        }
        """;

    private static string Source(int seed)
    {
        var text = new StringBuilder(FileBytes + 200);
        if (seed % 50 == 1)
            text.Append("import { merge } from 'lodash';\n");
        for (uint state = (uint)seed * 2_654_435_761; text.Length < FileBytes;)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            var (a, b, c) = (Words[state % 20], Words[(state >> 8) % 20], Words[(state >> 16) % 20]);
            text.Append($"export function {a}{state % 997}({b}: string, {c}Id: number) {{\n  const {c}{state % 89} = {a}.{b}({c}Id, '{b} {c}', {state % 10_007});\n  return {{ {a}: {b}, {c}: {c}Id }};\n}}\n\n");
        }
        return text.ToString();
    }
}
