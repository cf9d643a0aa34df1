namespace Cortex.Workspaces.Mirrors;

/// <summary>Full object ids: 40 (SHA-1) or 64 (SHA-256) hexadecimal digits.</summary>
public static class CommitId
{
    public static bool IsFull(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);
}
