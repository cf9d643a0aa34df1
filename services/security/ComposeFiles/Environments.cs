using Cortex.Security.Dockerfiles.Stages;

namespace Cortex.Security.ComposeFiles;

/// <summary>Secrets and switches in the environment of a service. Values are never said.</summary>
internal static class Environments
{
    public static void Look(ServiceLook look)
    {
        foreach (var (name, value, line) in ComposeService.Pairs(look.Service.Own["environment"]))
        {
            if (value is null)
                continue;
            if (SecretNames.IsSecret(name) ? SecretNames.IsLiteral(value) : HasPassword(value))
                look.Report("secret-in-environment", line, $"{name} has a secret written out; put it into a file under 'secrets', or take it from the environment as ${{{name}}}, and replace the secret.", name);
            if ((name == "NODE_TLS_REJECT_UNAUTHORIZED" && value == "0") || (name is "GIT_SSL_NO_VERIFY" or "PYTHONHTTPSVERIFY" && value == (name == "PYTHONHTTPSVERIFY" ? "0" : "1")))
                look.Report("certificates-unchecked", line, $"{name} switches the look at certificates off; leave it out and give the certificate of the server.", name);
            if ((name == "DOCKER_TLS_CERTDIR" && value.Length == 0) || (name == "DOCKER_HOST" && value.StartsWith("tcp://", StringComparison.Ordinal) && value.TrimEnd('/').EndsWith(":2375", StringComparison.Ordinal)))
                look.Report("docker-api-unprotected", line, $"{name} has the Docker API spoken without TLS: whoever reaches the port is root on its host; leave the variable out, or use port 2376 with certificates.", name);
        }

        foreach (var (name, value, line) in ComposeService.Pairs(look.Service.Own["build"]?["args"]))
        {
            if (value is not null && SecretNames.IsSecret(name) && SecretNames.IsLiteral(value))
                look.Report("secret-in-build-argument", line, $"The build argument {name} has a secret written out, which stays in the history of the image; use 'secrets' of 'build', and replace the secret.", name);
        }
    }

    /// <summary>An address with a password that is more than the name of its user.</summary>
    private static bool HasPassword(string value)
    {
        var start = value.IndexOf("://", StringComparison.Ordinal);
        if (start < 0 || value.Length > 2048)
            return false;
        var rest = value[(start + 3)..];
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        return authority.LastIndexOf('@') is > 0 and var at && authority[..at].Split(':', 2) is [var user, var password] && password != user && SecretNames.IsLiteral(password);
    }
}
