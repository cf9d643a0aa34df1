using System.ComponentModel;
using System.Diagnostics;
using CsCheck;

namespace Cortex.Packages.Tests;

/// <summary>Where the ecosystem's own tool is installed, ours agrees with it on versions that nobody chose.</summary>
public class VersionOracleTests
{
    private static readonly Gen<string> Python = Gen.Select(
        Gen.OneOf("", "", "v", "1!"), Gen.Int[0, 12].Array[1, 4], Gen.Char["ab.-_+rcdevpost10"].Array[0, 7],
        (epoch, parts, tail) => epoch + string.Join('.', parts) + new string(tail));

    private static readonly Gen<string> Debian = Gen.Select(
        Gen.OneOf("", "", "0:", "1:"), Gen.Int[0, 12], Gen.Char["0019~~+.abZ-:"].Array[0, 8], (epoch, number, tail) => $"{epoch}{number}{new string(tail)}");

    [Fact]
    public void Pythons_packaging_library_orders_alike()
    {
        var pairs = Pairs(Python, 2000);
        var script = "import sys\nfrom pip._vendor.packaging.version import Version, InvalidVersion\n"
            + "def p(t):\n  try: return Version(t)\n  except InvalidVersion: return None\n"
            + "for l in sys.stdin:\n  a, b = map(p, l.rstrip('\\n').split(' '))\n"
            + "  print('E' if a is None or b is None else (a > b) - (a < b))\n";
        if (Run("python3", ["-c", script], string.Concat(pairs.Select(p => $"{p.A} {p.B}\n"))) is not { } answers)
            return;
        Assert.Equal(answers.Split('\n', StringSplitOptions.RemoveEmptyEntries), pairs.Select(p => Ours("pypi", p.A, p.B)));
    }

    [Fact]
    public void Dpkg_orders_alike()
    {
        var pairs = Pairs(Debian, 400);
        // Each is compared in a process, which a single shell starts.
        const string Script = """
            while read -r a b; do
              if [ -n "$(dpkg --validate-version "$a" 2>&1; dpkg --validate-version "$b" 2>&1)" ]; then echo E
              elif dpkg --compare-versions "$a" lt "$b"; then echo -1
              elif dpkg --compare-versions "$a" gt "$b"; then echo 1
              else echo 0; fi
            done
            """;
        if (Run("dpkg", ["--version"], "") is null || Run("sh", ["-c", Script], string.Concat(pairs.Select(p => $"{p.A} {p.B}\n"))) is not { } answers)
            return;
        Assert.Equal(answers.Split('\n', StringSplitOptions.RemoveEmptyEntries), pairs.Select(p => Ours("deb", p.A, p.B)));
    }

    private static string Ours(string ecosystem, string a, string b)
    {
        try
        {
            return $"{VersionOrder.Compare(ecosystem, a, b)}";
        }
        catch (VersionFormatException)
        {
            return "E";
        }
    }

    private static List<(string A, string B)> Pairs(Gen<string> version, int count)
    {
        var pairs = new List<(string, string)>();
        Gen.Select(version, version).Sample((a, b) => pairs.Add((a, b)), seed: "0N0XIzNsQ0O2", iter: count, threads: 1);
        return pairs;
    }

    /// <summary>What the tool prints; null where it is not installed.</summary>
    private static string? Run(string tool, string[] arguments, string input)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            _ = errors.Result;
            return process.ExitCode == 0 ? output.Result : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
