using Cortex.Documents.Files;

namespace Cortex.Inventory.Discovery.Repositories;

/// <summary>The licence file at the root and the SPDX id that its words tell.</summary>
internal static class Licenses
{
    private static readonly string[] Stems = ["license", "licence", "copying", "unlicense"];

    // First match wins, so the narrower text stands first.
    private static readonly (string Phrase, string Spdx)[] Phrases =
    [
        ("apache license version 2.0", "Apache-2.0"),
        ("gnu affero general public license version 3", "AGPL-3.0"),
        ("gnu lesser general public license version 3", "LGPL-3.0"),
        ("gnu lesser general public license version 2.1", "LGPL-2.1"),
        ("gnu general public license version 3", "GPL-3.0"),
        ("gnu general public license version 2", "GPL-2.0"),
        ("mozilla public license version 2.0", "MPL-2.0"),
        ("eclipse public license - v 2.0", "EPL-2.0"),
        ("business source license 1.1", "BUSL-1.1"),
        ("boost software license - version 1.0", "BSL-1.0"),
        ("cc0 1.0 universal", "CC0-1.0"),
        ("european union public licence v. 1.2", "EUPL-1.2"),
        ("permission to use, copy, modify, and/or distribute this software", "ISC"),
        ("permission is hereby granted, free of charge, to any person obtaining a copy", "MIT"),
        ("neither the name of", "BSD-3-Clause"),
        ("redistribution and use in source and binary forms", "BSD-2-Clause"),
        ("this is free and unencumbered software released into the public domain", "Unlicense"),
    ];

    public static (string? File, string? Spdx) Find(SourceTree tree)
    {
        var file = tree.Files.FirstOrDefault(f => f.Folder.Length == 0 && IsLicense(f.Name));
        if (file is null || file.Length > 256 * 1024 || tree.Text(file) is not { } text)
            return (file?.Path, null);
        var words = string.Join(' ', text.ToLowerInvariant().Replace(",", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return (file.Path, Phrases.FirstOrDefault(p => words.Contains(p.Phrase.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal)).Spdx);
    }

    private static bool IsLicense(string name) =>
        Stems.Contains(Path.GetFileNameWithoutExtension(name).ToLowerInvariant(), StringComparer.Ordinal)
        && Path.GetExtension(name).ToLowerInvariant() is "" or ".md" or ".txt" or ".rst";
}
