namespace Payments.Core;

/// <summary>An amount in the smallest unit of its currency.</summary>
public readonly record struct Money(long Minor, string Currency)
{
    public static Money operator +(Money left, Money right) => left.Currency == right.Currency
        ? new Money(left.Minor + right.Minor, left.Currency)
        : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be added");

    public override string ToString() => FormattableString.Invariant($"{Minor / 100}.{Math.Abs(Minor % 100):00} {Currency}");
}
