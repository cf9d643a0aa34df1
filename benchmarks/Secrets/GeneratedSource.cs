using System.Globalization;
using System.Text;

namespace Cortex.Benchmarks.Secrets;

/// <summary>
/// Source files as they are in a service's repository: C#, TypeScript, Python, YAML, JSON and prose, with the words "key", "token" and "password" as often as
/// such code has them, and one real-looking secret in some fifty files. The same number gives the same files.
/// </summary>
internal static class GeneratedSource
{
    private static readonly string[] Nouns =
        ["order", "customer", "invoice", "basket", "session", "request", "payment", "address", "warehouse", "shipment", "label", "price", "discount", "account", "report", "schedule", "token", "key", "cache", "password"];

    private static readonly string[] Verbs = ["load", "store", "validate", "compute", "publish", "render", "merge", "refresh", "parse", "schedule"];

    private static readonly (string Extension, string[] Lines)[] Languages =
    [
        (".cs",
        [
            "    /// <summary>{V}s the {n} of a {m}, see https://docs.example.org/{n}/{m}.</summary>",
            "    public async Task<{N}> {V}{N}Async({M} {m}, CancellationToken cancellationToken)",
            "        var {n} = await repository.{V}Async({m}.Id, cancellationToken) ?? throw new InvalidOperationException($\"There is no {n} of {{{m}.Id}}.\");",
            "        if ({n}.{M}Id != {m}.Id || {n}.Total < {d}m)",
            "            logger.LogInformation(\"The {n} {{Id}} was {v}d\", {n}.Id);",
            "        return {n} with { Total = {n}.Items.Sum(item => item.Price * item.Count), {M} = {m} };",
        ]),
        (".ts",
        [
            "import { {V}{N} } from '../{m}/{v}-{n}';",
            "export const {v}{N} = async ({m}: {M}, options: {N}Options = {}): Promise<{N}> => {",
            "  const {n} = await client.get<{N}>(`/{n}s/${{m}.id}?limit={d}`, { headers: { Authorization: `Bearer ${token}` } });",
            "  if (!{n}) throw new Error('{N} not found: ' + {m}.id);",
            "  return { ...{n}, {m}, key: `${{m}.id}-${{n}.id}`, updatedAt: new Date().toISOString() };",
        ]),
        (".py",
        [
            "def {v}_{n}({m}: {M}, limit: int = {d}) -> list[{N}]:",
            "    \"\"\"{V}s every {n} that belongs to the {m}.\"\"\"",
            "    {n}s = session.query({N}).filter({N}.{m}_id == {m}.id).limit(limit).all()",
            "    return [replace({n}, {m}={m}, key=f\"{{m}.id}:{{n}.id}\") for {n} in {n}s if {n}.is_valid()]",
        ]),
        (".yaml",
        [
            "  - name: {N}_SERVICE_URL",
            "    value: http://{n}-service.{m}.svc.cluster.local:80{d}",
            "  - name: {N}_PASSWORD",
            "    valueFrom: { secretKeyRef: { name: {n}-credentials, key: password } }",
            "  image: ghcr.io/shop/{n}:v1.{d}.0",
        ]),
        (".json",
        [
            "    \"{n}\": { \"id\": {d}, \"{m}\": \"{v}d\", \"tokens\": [\"{n}\", \"{m}\"], \"url\": \"https://shop.example.org/{n}/{d}\" },",
            "    \"{v}-{n}\": { \"version\": \"1.{d}.0\", \"description\": \"{V}s the {n} of a {m}\", \"enabled\": true },",
        ]),
        (".md", ["The {n} of a {m} is {v}d once, at the end of the day. Whoever needs it earlier asks the {m} service for its key and {v}s it by hand."]),
    ];

    public static IReadOnlyList<(string Path, string Text)> Make(int megabytes)
    {
        var (files, bytes, random) = (new List<(string, string)>(), 0L, new Random(7));
        while (bytes < megabytes * 1_000_000L)
        {
            var (extension, lines) = Languages[files.Count % Languages.Length];
            var text = new StringBuilder();
            var size = random.Next(2_000, 30_000);
            while (text.Length < size)
                text.Append(Filled(lines[random.Next(lines.Length)], random)).Append('\n');
            if (files.Count % 50 == 0)
                text.Append("STRIPE_KEY = \"sk_" + "live_").Append(string.Concat(Enumerable.Range(0, 24).Select(_ => "aB3dE5fG7hJ9kL1mN"[random.Next(17)]))).Append("\"\n");
            files.Add(($"src/{Nouns[random.Next(Nouns.Length)]}/File{files.Count}{extension}", text.ToString()));
            bytes += text.Length;
        }

        return files;
    }

    private static string Filled(string line, Random random)
    {
        var (noun, other, verb) = (Nouns[random.Next(Nouns.Length)], Nouns[random.Next(Nouns.Length)], Verbs[random.Next(Verbs.Length)]);
        return line
            .Replace("{n}", noun, StringComparison.Ordinal).Replace("{N}", Upper(noun), StringComparison.Ordinal)
            .Replace("{m}", other, StringComparison.Ordinal).Replace("{M}", Upper(other), StringComparison.Ordinal)
            .Replace("{v}", verb, StringComparison.Ordinal).Replace("{V}", Upper(verb), StringComparison.Ordinal)
            .Replace("{d}", random.Next(10, 1000).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Upper(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
