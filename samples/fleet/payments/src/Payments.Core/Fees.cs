namespace Payments.Core;

public static class Fees
{
    /// <summary>What the provider keeps of a payment.</summary>
    public static Money Of(Payment payment, string country)
    {
        var share = country switch
        {
            "DE" or "NL" or "BE" or "AT" => 0.014m,
            "GB" => 0.025m,
            _ when payment.Amount.Currency == "EUR" => 0.029m,
            _ => 0.039m,
        };
        var fixedPart = payment.Amount.Minor switch
        {
            <= 0 => 0,
            < 1000 => 10,
            _ => 25,
        };
        if (payment.State == PaymentState.Refunded)
            return new Money(fixedPart, payment.Amount.Currency);
        return new Money((long)Math.Ceiling(payment.Amount.Minor * share) + fixedPart, payment.Amount.Currency);
    }
}
