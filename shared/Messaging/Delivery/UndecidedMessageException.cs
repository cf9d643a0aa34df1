namespace Cortex.Messaging.Delivery;

/// <summary>Nobody decides this message, now or later: it is parked without another try.</summary>
public sealed class UndecidedMessageException(string message) : Exception(message);
