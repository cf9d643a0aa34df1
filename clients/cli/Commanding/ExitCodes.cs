namespace Cortex.Cli.Commanding;

internal static class ExitCodes
{
    public const int Completed = 0;
    public const int Failed = 1;
    public const int Usage = 2;

    /// <summary>The run completed and something is left for a person to decide.</summary>
    public const int OpenEscalations = 3;
    public const int Canceled = 130;
}
