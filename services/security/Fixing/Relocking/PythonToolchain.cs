using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Fixing.Relocking;

/// <summary>poetry or uv where their lockfile is, else pip into a virtual environment beside the code. Tests are pytest's.</summary>
internal sealed class PythonToolchain : IToolchain
{
    private const string Environment = ".cortex-venv";

    private static readonly string[] Report = ["-m", "pytest", "-q", $"--junitxml={Toolchains.Results}/pytest.xml"];

    public string Ecosystem => "pypi";

    public IEnumerable<ToolProject> Projects(string root, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            var name = path[(path.LastIndexOf('/') + 1)..];
            if (name is "poetry.lock" or "pyproject.toml" && Toolchains.Nearest(root, path, "poetry.lock") is { } poetry)
                yield return Locked("poetry", poetry, ["poetry", "lock"], ["poetry", "install", "--no-interaction"]);
            else if (name is "uv.lock" && Toolchains.Nearest(root, path, "uv.lock") is { } uv)
                yield return Locked("uv", uv, ["uv", "lock"], ["uv", "sync", "--locked"]);
            else if (name.EndsWith(".txt", StringComparison.Ordinal))
                yield return Pip(root, path, name);
        }
    }

    private static ToolProject Locked(string tool, string folder, string[] relock, string[] restore)
    {
        var project = new ToolProject { Tool = tool, Folder = folder, Missing = Toolchains.MissingUnless(tool), Lockfiles = [Toolchains.Below(folder, $"{tool}.lock")], Report = new ResultFiles("pytest.xml") };
        return project with
        {
            Relock = _ => [project.Command(relock)],
            Restore = [project.Command(restore)],
            Test = project.Command([tool, "run", "python", .. Report]),
        };
    }

    private static ToolProject Pip(string root, string path, string name)
    {
        var folder = Toolchains.FolderOf(path);
        var project = new ToolProject { Tool = "pip", Folder = folder, Subject = name, Missing = Toolchains.MissingUnless("python3"), Report = new ResultFiles("pytest.xml") };
        var hasTests = Toolchains.Files(root, folder, "test_*.py", "*_test.py").Any();
        return project with
        {
            Restore = [project.Command("python3", "-m", "venv", "--clear", Environment), project.Command($"{Environment}/bin/python", "-m", "pip", "install", "--quiet", "--requirement", name)],
            Test = hasTests ? project.Command([$"{Environment}/bin/python", .. Report]) : null,
        };
    }
}
