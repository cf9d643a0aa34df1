namespace Cortex.EndToEnd.Tests.Changes;

/// <summary>Each of these tests runs a whole host with its worker processes: one after the other, so that their time limits mean something.</summary>
internal static class ChangeTests
{
    public const string Collection = "changes";
}
