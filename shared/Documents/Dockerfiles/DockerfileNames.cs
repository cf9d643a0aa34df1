namespace Cortex.Documents.Dockerfiles;

/// <summary>Which files are Dockerfiles, by their name.</summary>
public static class DockerfileNames
{
    private static readonly string[] NotDockerfiles = [".dockerignore", ".md", ".txt", ".j2", ".tmpl", ".tpl", ".template", ".erb", ".mustache", ".cs", ".go", ".js", ".ts", ".py", ".sh", ".json"];

    public static bool IsDockerfile(string name) =>
        (name.Equals("Dockerfile", StringComparison.OrdinalIgnoreCase) || name.Equals("Containerfile", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("Dockerfile.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Containerfile.", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".dockerfile", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".containerfile", StringComparison.OrdinalIgnoreCase))
        && !NotDockerfiles.Contains(Path.GetExtension(name).ToLowerInvariant());
}
