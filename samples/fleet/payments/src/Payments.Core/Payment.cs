namespace Payments.Core;

public enum PaymentState
{
    Authorized,
    Captured,
    Refunded,
    Declined,
}

public sealed record Payment(string Id, string Order, Money Amount, PaymentState State)
{
    public Payment Capture() => State == PaymentState.Authorized ? this with { State = PaymentState.Captured } : throw Refused("captured");

    public Payment Refund() => State == PaymentState.Captured ? this with { State = PaymentState.Refunded } : throw Refused("refunded");

    private InvalidOperationException Refused(string what) => new($"payment {Id} is {State} and cannot be {what}");
}
