using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Payments.Statements;

/// <summary>Signs a statement so that nobody changes it on its way.</summary>
public static class Seal
{
    public static byte[] Sign(string statement, X509Certificate2 by)
    {
        var signed = new SignedCms(new ContentInfo(Encoding.UTF8.GetBytes(statement)));
        signed.ComputeSignature(new CmsSigner(by) { IncludeOption = X509IncludeOption.EndCertOnly });
        return signed.Encode();
    }

    /// <returns>The statement; null where the seal is broken.</returns>
    public static string? Open(byte[] sealedStatement)
    {
        try
        {
            var signed = new SignedCms();
            signed.Decode(sealedStatement);
            signed.CheckSignature(verifySignatureOnly: true);
            return Encoding.UTF8.GetString(signed.ContentInfo.Content);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
