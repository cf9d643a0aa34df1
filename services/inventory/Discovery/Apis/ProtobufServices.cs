namespace Cortex.Inventory.Discovery.Apis;

/// <summary>The services of a .proto file: https://protobuf.dev/reference/protobuf/proto3-spec/.</summary>
internal static class ProtobufServices
{
    /// <param name="Name">With its package.</param>
    /// <param name="Syntax">"proto3", an edition; null for none, which means proto2.</param>
    internal sealed record Service(string Name, string? Syntax, int Calls, int Line);

    public static IReadOnlyList<Service> In(string text)
    {
        var services = new List<Service>();
        string? package = null;
        var syntax = text.Contains("\"proto3\"", StringComparison.Ordinal) ? "proto3" : null;
        var (previous, depth) = ("", 0);
        Service? open = null;
        foreach (var (word, line) in SourceWords.In(text, hash: false))
        {
            if (depth == 0 && previous == "package")
                package = word;
            else if (depth == 0 && previous == "service" && IsName(word))
                open = new(package is null ? word : $"{package}.{word}", syntax, 0, line);
            else if (depth == 1 && open is not null && previous == "rpc")
                open = open with { Calls = open.Calls + 1 };
            else if (word == "{")
                depth++;
            else if (word == "}")
                depth = Math.Max(0, depth - 1);
            if (word == "}" && depth == 0 && open is not null)
            {
                services.Add(open);
                open = null;
            }

            previous = word;
        }

        return services;
    }

    private static bool IsName(string word) => char.IsLetter(word[0]) || word[0] == '_';
}
