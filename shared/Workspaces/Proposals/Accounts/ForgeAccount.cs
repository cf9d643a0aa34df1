using System.Net;

namespace Cortex.Workspaces.Proposals.Accounts;

/// <summary>A host and the account that Cortex has there. The token is read when it is needed and is kept nowhere.</summary>
public sealed class ForgeAccount
{
    private const int MostTokenBytes = 64 * 1024;

    private readonly ForgeSetting _setting;

    private ForgeAccount(ForgeSetting setting, ForgeKind kind, Uri url, Uri api)
    {
        _setting = setting;
        Kind = kind;
        Url = url;
        Api = api;
    }

    public ForgeKind Kind { get; }

    public Uri Url { get; }

    /// <summary>Ends with a slash.</summary>
    public Uri Api { get; }

    /// <summary>Host, with the port where it is not the scheme's own: how git names it when it asks for a password.</summary>
    public string Host => Url.IsDefaultPort ? Url.Host : $"{Url.Host}:{Url.Port}";

    public string User => _setting.User.Length > 0 ? _setting.User : Kind switch
    {
        ForgeKind.GitHub => "x-access-token",
        _ => "oauth2",
    };

    /// <exception cref="ForgeException">There is none, or it cannot be one.</exception>
    public string Token()
    {
        var token = _setting.TokenFile.Length > 0 ? FromFile(_setting.TokenFile) : Environment.GetEnvironmentVariable(_setting.TokenVariable)?.Trim() ?? "";
        if (token.Length == 0)
            throw Refused(_setting.TokenFile.Length > 0 ? $"the file '{_setting.TokenFile}' is empty" : $"the variable '{_setting.TokenVariable}' is not set");
        return token.All(c => c is > ' ' and < '\x7F') ? token : throw Refused("it holds characters that no token has");
    }

    /// <exception cref="FormatException">The entry cannot be used; the message says why.</exception>
    public static ForgeAccount Of(ForgeSetting setting)
    {
        if (!Enum.TryParse<ForgeKind>(setting.Kind, ignoreCase: true, out var kind) || int.TryParse(setting.Kind, out _))
            throw new FormatException($"its kind is '{setting.Kind}' and not github, gitlab or gitea");
        var url = Address(setting.Url, "url");
        if ((setting.TokenFile.Length > 0) == (setting.TokenVariable.Length > 0))
            throw new FormatException("it needs exactly one of tokenFile and tokenVariable");
        return new ForgeAccount(setting, kind, url, setting.Api.Length > 0 ? Slashed(Address(setting.Api, "api")) : DefaultApi(kind, url));
    }

    public override string ToString() => $"{Kind} at {Url}";

    private static Uri DefaultApi(ForgeKind kind, Uri url) => kind switch
    {
        ForgeKind.GitHub when url.Host == "github.com" => new Uri("https://api.github.com/"),
        ForgeKind.GitHub => new Uri(Slashed(url), "api/v3/"),
        ForgeKind.GitLab => new Uri(Slashed(url), "api/v4/"),
        _ => new Uri(Slashed(url), "api/v1/"),
    };

    private static Uri Address(string text, string name)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0)
            throw new FormatException($"its {name} is '{text}' and not an http or https address");
        return uri.UserInfo.Length == 0 ? uri : throw new FormatException($"its {name} carries credentials; name a tokenFile or tokenVariable instead");
    }

    private static Uri Slashed(Uri uri) => uri.AbsolutePath.EndsWith('/') ? uri : new Uri(uri.GetLeftPart(UriPartial.Path) + "/");

    private string FromFile(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > MostTokenBytes } ? throw Refused($"the file '{path}' is too large for one") : File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused($"the file '{path}' cannot be read: {e.Message}");
        }
    }

    private ForgeException Refused(string reason) => new(HttpStatusCode.Unauthorized, $"The token for {Host} cannot be used: {reason}. Check the host's entry in forges.json or the CORTEX_Forges variables.");
}
