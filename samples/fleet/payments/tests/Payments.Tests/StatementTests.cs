using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Payments.Statements;

namespace Payments.Tests;

public class StatementTests
{
    [Fact]
    public void A_statement_lists_its_orders() =>
        Assert.Equal("<h1>March</h1><table><tr><td>1001 &amp; 1002</td><td>39.90</td></tr></table>", new Statement("March").Add("1001 & 1002", "39.90").Html());

    [Fact]
    public void A_broken_seal_opens_nothing()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=payments", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        var seal = Seal.Sign("March: 39.90", certificate);
        Assert.Equal("March: 39.90", Seal.Open(seal));
        seal[^1] ^= 1;
        Assert.Null(Seal.Open(seal));
    }

    [Fact]
    public void A_batch_number_is_two_bytes_of_DER_and_itself()
    {
        Assert.Equal([0x30, 0x03, 0x02, 0x01, 0x07], BatchNumber.Encode(7));
        Assert.Equal(20240301, BatchNumber.Decode(BatchNumber.Encode(20240301)));
    }
}
