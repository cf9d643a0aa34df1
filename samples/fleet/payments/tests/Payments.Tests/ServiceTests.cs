using Azure.Identity;
using Payments.Core;
using Payments.Service;

namespace Payments.Tests;

public class ServiceTests
{
    private readonly ServiceTokens _tokens = new(new byte[64]);

    [Fact]
    public void A_token_tells_who_calls() => Assert.Equal("storefront", _tokens.Check(_tokens.Issue("storefront", DateTime.UtcNow.AddMinutes(5))));

    [Fact]
    public void A_token_of_yesterday_tells_nothing() => Assert.Null(_tokens.Check(_tokens.Issue("storefront", DateTime.UtcNow.AddDays(-1))));

    [Fact]
    public void On_a_desk_the_developer_s_own_login_opens_the_vault()
    {
        Assert.IsType<ChainedTokenCredential>(VaultAccess.For("Development"));
        Assert.IsType<DefaultAzureCredential>(VaultAccess.For("Production"));
    }

    [Fact]
    public void A_charge_is_safe_to_send_twice()
    {
        var key = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "provider-key.txt")).Trim();
        var charge = Provider.Charge(new Payment("p-1", "1001", new Money(3990, "EUR"), PaymentState.Authorized), key);
        Assert.Equal("p-1", charge.Headers.GetValues("Idempotency-Key").Single());
    }
}
