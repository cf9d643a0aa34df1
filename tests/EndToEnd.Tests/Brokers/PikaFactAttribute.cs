using System.ComponentModel;
using System.Diagnostics;
using Cortex.TestKit.Servers;

namespace Cortex.EndToEnd.Tests.Brokers;

/// <summary>A fact that needs RabbitMQ, and Python with pika; where one is missing it is skipped and says so.</summary>
internal sealed class PikaFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Found = new(() => ((string[])["python3", "/usr/bin/python3"]).FirstOrDefault(HasPika));

    public PikaFactAttribute() =>
        Skip = new ServerFactAttribute(ServerKind.RabbitMq).Skip ?? (Found.Value is not null ? null : "no Python with pika: apt-get install python3-pika");

    public static string Python => Found.Value!;

    private static bool HasPika(string program)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo(program, ["-c", "import pika"]) { RedirectStandardError = true, UseShellExecute = false })!;
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
