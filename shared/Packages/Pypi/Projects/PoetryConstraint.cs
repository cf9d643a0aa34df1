using Cortex.Packages.Reading;

namespace Cortex.Packages.Pypi.Projects;

/// <summary>The right side of a dependency in Poetry's table: https://python-poetry.org/docs/dependency-specification/.</summary>
internal static class PoetryConstraint
{
    private static readonly string[] Addresses = ["git", "path", "url", "file"];

    public static PypiRequirement Parse(string name, TomlTree value)
    {
        var constraint = (value.Text ?? value["version"]?.Text ?? "").Trim();
        return new()
        {
            Name = name,
            FromAddress = Array.Exists(Addresses, address => value[address] is not null),
            // A bare version is exact, which in a Pipfile or a requirement would be an error.
            Version = PypiRequirement.Pinned(constraint is ['=', not '=', ..] ? "=" + constraint : constraint)
                ?? (constraint.Length > 0 && char.IsAsciiDigit(constraint[0]) && PypiRequirement.IsVersion(constraint) ? constraint : null),
        };
    }
}
