using System.Globalization;

namespace Cortex.Security.Dockerfiles.Bases;

/// <summary>The last day on which a release got security fixes from those who publish its image, as https://endoflife.date lists it: for Debian with its long-term support, for all without what is paid for.</summary>
internal static class EndOfLife
{
    // Product, cycle, last day. A cycle matches a tag that begins with it and goes on with '.' or '-'.
    private const string Table = """
        node 10 2021-04-30
        node 12 2022-04-30
        node 14 2023-04-30
        node 15 2021-06-01
        node 16 2023-09-11
        node 17 2022-06-01
        node 18 2025-04-30
        node 19 2023-06-01
        node 20 2026-04-30
        node 21 2024-06-01
        python 2.7 2020-01-01
        python 3.5 2020-09-13
        python 3.6 2021-12-23
        python 3.7 2023-06-27
        python 3.8 2024-10-07
        python 3.9 2025-10-31
        golang 1.17 2022-08-02
        golang 1.18 2023-02-01
        golang 1.19 2023-09-06
        golang 1.20 2024-02-06
        golang 1.21 2024-08-13
        golang 1.22 2025-02-11
        golang 1.23 2025-08-12
        php 5.6 2018-12-31
        php 7.2 2020-11-30
        php 7.3 2021-12-06
        php 7.4 2022-11-28
        php 8.0 2023-11-26
        php 8.1 2025-12-31
        ruby 2.5 2021-03-31
        ruby 2.6 2022-03-31
        ruby 2.7 2023-03-31
        ruby 3.0 2024-04-23
        ruby 3.1 2025-03-31
        ruby 3.2 2026-03-31
        debian 8 2020-06-30
        debian jessie 2020-06-30
        debian 9 2022-07-01
        debian stretch 2022-07-01
        debian 10 2024-06-30
        debian buster 2024-06-30
        debian 11 2026-08-31
        debian bullseye 2026-08-31
        ubuntu 14.04 2019-04-02
        ubuntu trusty 2019-04-02
        ubuntu 16.04 2021-04-02
        ubuntu xenial 2021-04-02
        ubuntu 18.04 2023-05-31
        ubuntu bionic 2023-05-31
        ubuntu 20.04 2025-05-31
        ubuntu focal 2025-05-31
        ubuntu 22.10 2023-07-20
        ubuntu 23.04 2024-01-25
        ubuntu 23.10 2024-07-11
        ubuntu 24.10 2025-07-10
        alpine 3.12 2022-05-01
        alpine 3.13 2022-11-01
        alpine 3.14 2023-05-01
        alpine 3.15 2023-11-01
        alpine 3.16 2024-05-23
        alpine 3.17 2024-11-22
        alpine 3.18 2025-05-09
        alpine 3.19 2025-11-01
        alpine 3.20 2026-04-01
        centos 6 2020-11-30
        centos 7 2024-06-30
        centos 8 2021-12-31
        fedora 38 2024-05-21
        fedora 39 2024-11-26
        fedora 40 2025-05-13
        fedora 41 2025-12-15
        fedora 42 2026-05-13
        nginx 1.18 2021-04-20
        nginx 1.20 2022-05-24
        nginx 1.21 2022-06-21
        nginx 1.22 2023-04-11
        nginx 1.23 2023-05-23
        nginx 1.24 2024-04-23
        nginx 1.25 2024-05-29
        nginx 1.26 2025-04-23
        nginx 1.27 2025-06-24
        postgres 10 2022-11-10
        postgres 11 2023-11-09
        postgres 12 2024-11-21
        postgres 13 2025-11-13
        mysql 5.7 2023-10-31
        mongo 4.2 2023-04-30
        mongo 4.4 2024-02-29
        mongo 5.0 2024-10-31
        mongo 6.0 2025-07-31
        mcr.microsoft.com/dotnet/core 2.1 2021-08-21
        mcr.microsoft.com/dotnet/core 3.1 2022-12-13
        mcr.microsoft.com/dotnet 5.0 2022-05-10
        mcr.microsoft.com/dotnet 6.0 2024-11-12
        mcr.microsoft.com/dotnet 7.0 2024-05-14
        """;

    private static readonly Dictionary<string, (string Cycle, DateOnly Date)[]> Products = Table.Split('\n', StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .GroupBy(words => words[0], StringComparer.Ordinal)
        .ToDictionary(
            product => product.Key,
            product => product.Select(words => (words[1], DateOnly.ParseExact(words[2], "yyyy-MM-dd", CultureInfo.InvariantCulture))).ToArray(),
            StringComparer.Ordinal);

    /// <summary>Null for what is not in the table.</summary>
    public static (string What, DateOnly Date)? Of(ImageName image)
    {
        if (image.Tag is not { } tag)
            return null;
        var product = image.Full.StartsWith("mcr.microsoft.com/dotnet/core/", StringComparison.Ordinal) ? "mcr.microsoft.com/dotnet/core"
            : image.Full.StartsWith("mcr.microsoft.com/dotnet/", StringComparison.Ordinal) ? "mcr.microsoft.com/dotnet"
            : image.Full;
        if (!Products.TryGetValue(product, out var cycles))
            return null;
        return Find(product, cycles, tag) ?? Below(tag);
    }

    /// <summary>The system that an official image is built upon, when its tag names it: "20-buster", "3.12-alpine3.17".</summary>
    private static (string What, DateOnly Date)? Below(string tag)
    {
        foreach (var part in tag.Split('-').Skip(1))
        {
            var system = part.StartsWith("alpine", StringComparison.Ordinal) ? "alpine" : "debian";
            if (Find(system, Products[system], system == "alpine" ? part["alpine".Length..] : part) is { } end && !char.IsAsciiDigit(part[0]))
                return end;
        }

        return null;
    }

    private static (string What, DateOnly Date)? Find(string product, (string Cycle, DateOnly Date)[] cycles, string tag)
    {
        foreach (var (cycle, date) in cycles)
        {
            if (tag.StartsWith(cycle, StringComparison.Ordinal) && (tag.Length == cycle.Length || tag[cycle.Length] is '.' or '-'))
                return ($"{product} {cycle}", date);
        }

        return null;
    }
}
