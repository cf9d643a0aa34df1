using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;

namespace Payments.Service;

/// <summary>The tokens with which the shop's services call each other.</summary>
public sealed class ServiceTokens(byte[] key)
{
    private const string Issuer = "harbourpine";
    private readonly JwtSecurityTokenHandler _handler = new();

    public string Issue(string service, DateTime until)
    {
        var credentials = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256);
        return _handler.WriteToken(new JwtSecurityToken(Issuer, "payments", [new Claim("service", service)], until.AddMinutes(-10), until, credentials));
    }

    /// <returns>The calling service; null where the token does not hold.</returns>
    public string? Check(string token)
    {
        try
        {
            var caller = _handler.ValidateToken(token, new TokenValidationParameters
            {
                ValidIssuer = Issuer,
                ValidAudience = "payments",
                IssuerSigningKey = new SymmetricSecurityKey(key),
            }, out _);
            return caller.FindFirst("service")?.Value;
        }
        catch (Exception e) when (e is SecurityTokenException or ArgumentException)
        {
            return null;
        }
    }
}
