namespace Cortex.Secrets.Checks;

/// <summary>Values that vendors print in their own documentation; everybody has them and they open nothing.</summary>
internal static class Examples
{
    // Kept in parts, so that no scanner takes this list for a leak.
    private static readonly string[] Documented =
    [
        "AKIAIOSFODNN7" + "EXAMPLE", "ASIAIOSFODNN7" + "EXAMPLE", "AKIAI44QH8DHB" + "EXAMPLE", "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY", "je7MtGbClwBF/2Zp9Utk/" + "h3yCo8nvbEXAMPLEKEY",
        "sk_test_4eC39HqL" + "yjWDarjtT1zdp7dc", "sk_test_BQokikJOv" + "BiI2HlWgH4olfQ2", "sk_test_tR3PYbcVN" + "ZZ796tH88S4VQ2u", "rk_test_4eC39HqL" + "yjWDarjtT1zdp7dc",
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/" + "K1SZFPTOtr/KBHBeksoGMGw==", "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPM" + "bIZnqyMsEcaGQy67XIw/Jw==",
        "16d9ae2b73f6d6" + "0e5f", "dGhlIHNhbXBsZSBub25j" + "ZQ==", "QWxhZGRpbjpvcGVuIHNl" + "c2FtZQ==", "QWxhZGRpbjpPcGVuU2Vz" + "YW1l",
        // RFC 6749, 6750 and 7009
        "czZCaGRSa3F0MzpnWDFm" + "QmF0M2JW", "czZCaGRSa3F0Mzo3Rmpm" + "cDBaQnIxS3REUmJuZlZkbUl3", "2YotnFZFEjr1zCsi" + "cMWpAA", "tGzv3JOkF0XG5Qx2" + "TlKWIA", "45ghiukldjahdn" + "hzdauz", "mF_9.B5f-" + "4.1JqM", "SplxlOBeZQQYbYS6" + "WxSbIA", "7Fjfp0ZBr1KtDRbn" + "fVdmIw",
    ];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = new HashSet<string>(Documented, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsDocumented(ReadOnlySpan<char> value) => Lookup.Contains(value);
}
