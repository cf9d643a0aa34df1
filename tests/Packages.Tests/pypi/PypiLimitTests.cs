using System.Text;

namespace Cortex.Packages.Tests.Pypi;

public sealed class PypiLimitTests : IDisposable
{
    private readonly Repository repository = new();

    [Theory]
    [InlineData("uv.lock", "x = ", "[", "1", "]")]
    [InlineData("uv.lock", "x = ", "{ a = ", "1", " }")]
    [InlineData("poetry.lock", "[a", ".a", "]", "")]
    [InlineData("pyproject.toml", "a", ".a", " = 1", "")]
    [InlineData("Pipfile.lock", "", """{"default":{"a":""", "{}", "}}")]
    public void Nesting_over_the_limit_is_refused(string path, string head, string open, string middle, string close)
    {
        repository.Write(path, head + Repeat(open, 100_000) + middle + Repeat(close, 100_000));
        Assert.NotEmpty(repository.Refused(new() { MaxDepth = int.MaxValue }).Reason);
        Assert.NotEmpty(repository.Refused().Reason);
    }

    [Theory]
    [InlineData("requirements.txt", "a==1\nb==1\nc==1\n")]
    [InlineData("poetry.lock", "[[package]]\nname='a'\n[[package]]\nname='b'\n[[package]]\nname='c'\n")]
    [InlineData("Pipfile.lock", """{"default":{"a":{"version":"==1"},"b":{"version":"==1"},"c":{"version":"==1"}}}""")]
    public void A_file_with_too_many_packages_is_refused(string path, string text)
    {
        repository.Write(path, text);
        Assert.Contains("more than 2", repository.Refused(new() { MaxPackages = 2 }).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("uv.lock")]
    [InlineData("pyproject.toml")]
    public void A_file_that_ends_in_the_middle_of_an_escape_is_refused_with_its_line(string path)
    {
        repository.Write(path, "version = 1\nname = \"a\\");
        Assert.Equal(2, repository.Refused().Line);
    }

    [Fact]
    public void A_lockfile_of_ten_megabytes_is_read()
    {
        var text = new StringBuilder("version = 1\n");
        var count = 0;
        for (; text.Length < 10_000_000; count++)
        {
            text.Append($$"""

                [[package]]
                name = "package-{{count}}"
                version = "1.{{count}}.0"
                source = { registry = "https://packages.example/simple" }
                dependencies = [
                    { name = "package-{{count + 1}}" },
                    { name = "package-1", marker = "sys_platform == 'win32'" },
                ]
                wheels = [
                    { url = "https://files.example/package-{{count}}.whl", hash = "sha256:{{new string('0', 64)}}", size = 1 },
                ]
                """);
        }
        repository.Write("uv.lock", text.ToString());
        var scan = repository.Scan();
        Assert.Equal(count, scan.Packages.Count);
    }

    [Fact]
    public void Requirements_that_include_each_other_are_read_once_each()
    {
        const int Files = 200;
        var includes = string.Concat(Enumerable.Range(0, Files).Select(n => $"-r {n}.txt\n-c {n}.txt\n"));
        for (var n = 0; n < Files; n++)
            repository.Write($"requirements/{n}.txt", $"{includes}package-{n}==1.0\n");
        var scan = repository.Scan();
        Assert.Equal(Files, scan.Packages.Count);
        Assert.Empty(scan.Unreadable);
    }

    [Theory]
    [InlineData("requirements.txt", "\\\n")]
    [InlineData("requirements.txt", "-c requirements.txt\n")]
    [InlineData("requirements.txt", "a#")]
    [InlineData("setup.py", "'''")]
    [InlineData("setup.py", "\"a\\")]
    [InlineData("setup.py", "install_requires=[")]
    public void Repetition_costs_no_more_than_its_length(string path, string part)
    {
        repository.Write(path, Repeat(part, 200_000));
        repository.Scan();
    }

    public void Dispose() => repository.Dispose();

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}
