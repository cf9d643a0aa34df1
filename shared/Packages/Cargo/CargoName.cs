namespace Cortex.Packages.Cargo;

/// <summary>Names of crates: https://doc.rust-lang.org/cargo/reference/manifest.html#the-name-field.</summary>
internal static class CargoName
{
    private const int MaxLength = 128;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static string Complaint(string name) => $"{Display.Quote(name)} can be no crate's name and is left out; correct it.";
}
