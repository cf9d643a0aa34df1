using SharpFuzz;

namespace Cortex.Packages.Fuzz;

internal static class Commands
{
    public static int Usage()
    {
        Console.Error.WriteLine("usage: list | seeds TARGET FOLDER | replay TARGET FILE... | libfuzzer TARGET | afl TARGET");
        return 2;
    }

    public static int List()
    {
        foreach (var name in FuzzTarget.Names)
        {
            using var target = FuzzTarget.Of(name);
            Console.WriteLine($"{name}  {target.Seeds.Count} seeds");
        }
        return 0;
    }

    public static int Seeds(string name, string folder)
    {
        using var target = FuzzTarget.Of(name);
        Directory.CreateDirectory(folder);
        for (var number = 0; number < target.Seeds.Count; number++)
            File.Copy(target.Seeds[number], Path.Combine(folder, $"{number:d3}-{Path.GetFileName(target.Seeds[number])}"), overwrite: true);
        return 0;
    }

    public static int Replay(string name, IEnumerable<string> inputs)
    {
        using var target = FuzzTarget.Of(name);
        foreach (var input in inputs)
        {
            target.Read(File.ReadAllBytes(input));
            Console.WriteLine($"{input}: read");
        }
        return 0;
    }

    public static int LibFuzzer(string name)
    {
        using var target = FuzzTarget.Of(name);
        Fuzzer.LibFuzzer.Run(target.Read);
        return 0;
    }

    public static int Afl(string name)
    {
        using var target = FuzzTarget.Of(name);
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            target.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        });
        return 0;
    }
}
