using Newtonsoft.Json.Linq;
using Payments.Core;

namespace Payments.Tests;

public class LedgerTests
{
    [Fact]
    public void A_ledger_reads_what_it_wrote()
    {
        var payment = new Payment("p-1", "1001", new Money(12900, "EUR"), PaymentState.Captured);
        Assert.Equal(payment, Assert.Single(Ledger.Read(Ledger.Write([payment]))));
    }

    [Fact]
    public void The_accountants_find_the_amount_in_cents() =>
        Assert.Equal(50, (int?)JArray.Parse(Ledger.Write([new Payment("p-2", "1002", new Money(50, "EUR"), PaymentState.Declined)])).SelectToken("[0].amount.minor"));
}
